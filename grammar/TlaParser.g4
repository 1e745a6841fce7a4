// The grammar of TLA+ modules, over the tokens that translator/syntax/filter.cpp prepares.
//
// A module is parsed piece by piece, so that one piece's error leaves the others alone: its header, each unit, each step
// of a proof, its end.
// Expressions are flat here: a chain of operators and operands in the order of the text. The builder of the syntax tree
// groups it by operators.def (translator/syntax/precedence.cpp), as TLA+'s overlapping precedence ranges are not
// something a grammar can say. Every choice is made on the next token alone; filter.cpp marks the tokens that need more.
parser grammar TlaParser;

options { tokenVocab = TlaLexer; }

piece
  : (moduleHeader | extends | unit | END_MODULE) EOF
  ;

onlyExpression
  : expression EOF
  ;

moduleHeader
  : BEGIN_MODULE name=IDENTIFIER SEPARATOR
  ;

extends
  : EXTENDS names+=IDENTIFIER (COMMA names+=IDENTIFIER)*
  ;

unit
  : keyword=CONSTANT declarations+=declaration (COMMA declarations+=declaration)*
  | keyword=VARIABLE names+=IDENTIFIER (COMMA names+=IDENTIFIER)*
  | recursive
  | local=LOCAL? (definition | instance)
  | keyword=(ASSUME | AXIOM) statement=expression (DEFINED_AS body=expression)?
  | keyword=THEOREM (assumeProve | statement=expression (DEFINED_AS (assumeProve | body=expression))?)
  | keyword=USE facts
  | keyword=SEPARATOR
  ;

recursive
  : RECURSIVE declarations+=declaration (COMMA declarations+=declaration)*
  ;

// x   F(_, _)   _ + _   -. _   _ ^+
declaration
  : name=IDENTIFIER (LEFT_PAREN holes+=UNDERSCORE (COMMA holes+=UNDERSCORE)* RIGHT_PAREN)?
  | op=PREFIX holes+=UNDERSCORE
  | holes+=UNDERSCORE (op=(INFIX | MEMBER | EQUAL) holes+=UNDERSCORE | op=POSTFIX)
  ;

definition
  : name=IDENTIFIER
    ( (LEFT_PAREN parameters+=declaration (COMMA parameters+=declaration)* RIGHT_PAREN)?
      DEFINED_AS (body=expression | instance)
    | INDEX_BRACKET bounds RIGHT_BRACKET DEFINED_AS body=expression
    | op=(INFIX | MEMBER | EQUAL) right=IDENTIFIER DEFINED_AS body=expression
    | op=POSTFIX DEFINED_AS body=expression
    )
  | op=PREFIX right=IDENTIFIER DEFINED_AS body=expression
  ;

instance
  : INSTANCE name=IDENTIFIER (WITH substitutions+=substitution (COMMA substitutions+=substitution)*)?
  ;

substitution
  : name=(IDENTIFIER | OPERATOR_NAME) SUBSTITUTE argument
  ;

assumeProve
  : ASSUME assumptions+=assumption (COMMA assumptions+=assumption)* PROVE goal=expression
  ;

assumption
  : assumeProve
  | (NEW level=(LEVEL | CONSTANT | VARIABLE)? | level=(LEVEL | CONSTANT | VARIABLE)) declaration (MEMBER set=expression)?
  | formula=expression
  ;

// Proofs are parsed step by step, as a module is unit by unit.
proofPiece
  : (OBVIOUS | BY facts | number=PROOF_STEP step) EOF
  ;

step
  : keyword=QED
  | keyword=USE facts
  | keyword=DEFINE definitions+=definition+
  | keyword=TAKE bounds
  | keyword=PICK bounds COLON formulas+=expression
  | keyword=WITNESS formulas+=expression (COMMA formulas+=expression)*
  | keyword=(HAVE | STEP_CASE) formulas+=expression
  | keyword=SUFFICES? (assumeProve | formulas+=expression)
  | instance
  ;

facts
  : ONLY? (items+=fact (COMMA items+=fact)*)? (DEFS definitions+=fact (COMMA definitions+=fact)*)?
  ;

fact
  : MODULE name=IDENTIFIER
  | expression
  ;

// x, y \in S, <<u, v>> \in T: a name takes the set of the next one that has one.
bounds
  : items+=bound (COMMA items+=bound)*
  ;

bound
  : (names+=IDENTIFIER | LEFT_ANGLE names+=IDENTIFIER (COMMA names+=IDENTIFIER)* closing=RIGHT_ANGLE)
    (member=MEMBER set=expression)?
  ;

// A chain: operators before, one operand with what follows it, then perhaps an operator and the rest of the chain.
// Only a label, within ASSUME and PROVE, may stand before another ASSUME.
expression
  : prefix=PREFIX rest=expression
  | open
  | operand suffixes+=suffix* (infix=(INFIX | MEMBER | EQUAL | LABEL) (rest=expression | assumeProve))?
  ;

suffix
  : op=POSTFIX
  | DOT field=IDENTIFIER
  | INDEX_BRACKET indices+=expression (COMMA indices+=expression)* RIGHT_BRACKET
  ;

// Forms that reach as far to the right as they can.
open
  : keyword=(QUANTIFIER | TEMPORAL_QUANTIFIER) bounds COLON body=expression
  | keyword=CHOOSE bound COLON body=expression
  | keyword=IF condition=expression THEN then=expression ELSE body=expression
  | keyword=CASE arms+=arm (CASE_SEPARATOR arms+=arm)* CASE_END
  | keyword=LET units+=localUnit+ IN body=expression
  ;

arm
  : (guard=expression | OTHER) ARROW body=expression
  ;

localUnit
  : recursive
  | local=LOCAL? (definition | instance)
  ;

operand
  : qualifiedName
  | literal=(NUMBER | DECIMAL | STRING | AT)
  | BULLET_FIRST items+=expression (BULLET_NEXT items+=expression)* LIST_END
  | FAIRNESS subscript (ACTION_PAREN action=expression RIGHT_PAREN)?
  | enclosed
  ;

enclosed
  : LEFT_PAREN items+=expression RIGHT_PAREN
  | LEFT_BRACE (items+=expression ((COMMA items+=expression)* | COLON bounds))? RIGHT_BRACE
  | BINDING_BRACE bound ((COMMA items+=expression)* | COLON body=expression) RIGHT_BRACE
  | LEFT_ANGLE (items+=expression (COMMA items+=expression)*)? (RIGHT_ANGLE | ANGLE_END subscript)
  | BINDING_BRACKET bounds (MAPS_TO body=expression RIGHT_BRACKET | BOX_END subscript)
  | FIELD_BRACKET fields+=fieldValue (COMMA fields+=fieldValue)* RIGHT_BRACKET
  | LEFT_BRACKET items+=expression
    ( ARROW body=expression RIGHT_BRACKET
    | EXCEPT updates+=update (COMMA updates+=update)* RIGHT_BRACKET
    | BOX_END subscript
    )
  ;

// What [A]_, <<A>>_ and WF_ apply to. In WF_v(A) the arguments of v are really the action.
subscript
  : qualifiedName
  | enclosed
  ;

fieldValue
  : name=IDENTIFIER separator=(MAPS_TO | COLON) value=expression
  ;

update
  : BANG path+=selector+ EQUAL value=expression
  ;

selector
  : DOT field=IDENTIFIER
  | INDEX_BRACKET indices+=expression (COMMA indices+=expression)* RIGHT_BRACKET
  ;

// Op   Op(a, b)   I(x)!Op(y)   and names of subexpressions: Op!1!<<
qualifiedName
  : first=nameStep (BANG steps+=pathStep)*
  ;

nameStep
  : name=(IDENTIFIER | OPERATOR_NAME) arguments?
  ;

pathStep
  : name=(IDENTIFIER | OPERATOR_NAME | SELECTOR) arguments?
  | arguments
  ;

arguments
  : LEFT_PAREN items+=argument (COMMA items+=argument)* RIGHT_PAREN
  ;

argument
  : LAMBDA names+=IDENTIFIER (COMMA names+=IDENTIFIER)* COLON body=expression
  | body=expression
  ;
