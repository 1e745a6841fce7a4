// TLC's .cfg files: statements in any order, each as often as one likes (what may be said once is checked later).
parser grammar CfgParser;

options { tokenVocab = CfgLexer; }

file
  : statements+=statement* EOF
  ;

statement
  : CONSTANT constants+=constant*
  | keyword=ONE_NAME names+=path
  | keyword=MANY_NAMES names+=path*
  ;

// N = 3   Op(a, b) = c   Foo <- Bar   Foo <- [M]Bar   N = [M]3
constant
  : name=path
    ( SUBSTITUTE (LEFT_BRACKET module=IDENTIFIER RIGHT_BRACKET)? replacement=path
    | (LEFT_PAREN arguments+=value (COMMA arguments+=value)* RIGHT_PAREN)?
      EQUAL (LEFT_BRACKET module=IDENTIFIER RIGHT_BRACKET)? assigned=value
    )
  ;

path
  : parts+=(IDENTIFIER | SYMBOL) (BANG parts+=(IDENTIFIER | SYMBOL))*
  ;

value
  : NUMBER
  | STRING
  | IDENTIFIER
  | LEFT_BRACE (elements+=value (COMMA elements+=value)*)? RIGHT_BRACE
  ;
