// The tokens of TLA+ modules and expressions.
//
// Operator symbols come in few classes: the grammar asks only whether a symbol stands before, after or between operands;
// which operator it is, and how tightly it binds, is in operators.def. The last group of tokens never comes from the
// text: translator/syntax/filter.cpp puts them in place of others where the meaning of a token hangs on what is around it.
lexer grammar TlaLexer;

tokens {
  BULLET_FIRST,   // the first /\ or \/ of a junction list, which begins it
  BULLET_NEXT,    // the next bullet of the same list
  LIST_END,       // where the list ends; no text
  PREFIX,         // an operator before its operand
  OPERATOR_NAME,  // an operator symbol that stands for itself: Op(+, 1), F <- \cup, I!+
  SELECTOR,       // what may follow ! in the name of a subexpression: << >> : @ and numbers
  CASE_SEPARATOR, // [] between the arms of CASE
  CASE_END,       // where the CASE ends; no text
  BINDING_BRACE,  // { of {x \in S : P}
  BINDING_BRACKET,// [ of [x \in S |-> e]
  FIELD_BRACKET,  // [ of [f |-> e] and [f : S]
  INDEX_BRACKET,  // [ after an operand: f[x]
  ACTION_PAREN,   // ( after a closing bracket: WF_<<x, y>>(A)
  STEP_CASE       // CASE of a proof step
}

BEGIN_MODULE : '----' '-'* ' '* 'MODULE' ;
SEPARATOR    : '----' '-'* ;
END_MODULE   : '====' '='* ;

EXTENDS   : 'EXTENDS' ;
CONSTANT  : 'CONSTANT' | 'CONSTANTS' ;
VARIABLE  : 'VARIABLE' | 'VARIABLES' ;
ASSUME    : 'ASSUME' | '[]ASSUME' ;
AXIOM     : 'ASSUMPTION' | 'AXIOM' ;
PROVE     : 'PROVE' | '[]PROVE' ;
THEOREM   : 'THEOREM' | 'PROPOSITION' | 'LEMMA' | 'COROLLARY' ;
RECURSIVE : 'RECURSIVE' ;
INSTANCE  : 'INSTANCE' ;
WITH      : 'WITH' ;
LOCAL     : 'LOCAL' ;
NEW       : 'NEW' ;
LEVEL     : 'STATE' | 'ACTION' | 'ACTIONS' | 'TEMPORAL' | 'TEMPORALS' ;
MODULE    : 'MODULE' ;

IF     : 'IF' ;
THEN   : 'THEN' ;
ELSE   : 'ELSE' ;
CASE   : 'CASE' ;
OTHER  : 'OTHER' ;
LET    : 'LET' ;
IN     : 'IN' ;
CHOOSE : 'CHOOSE' ;
LAMBDA : 'LAMBDA' ;
EXCEPT : 'EXCEPT' ;
QUANTIFIER          : '\\A' | '\\forall' | '∀' | '\\E' | '\\exists' | '∃' ;
TEMPORAL_QUANTIFIER : '\\AA' | '\\EE' ;
FAIRNESS            : 'WF_' | 'SF_' ;

// Where a proof ends, and which of these begin a step, is found by translator/syntax/proofs.cpp.
PROOF_STEP : '<' ([0-9]+ | '*' | '+') '>' ([a-zA-Z0-9_]+ '.'* | '*' '.'* | '-' '.'* | '.'*) ;
PROOF      : 'PROOF' ;
BY         : 'BY' ;
OBVIOUS    : 'OBVIOUS' | 'OMITTED' ;
USE        : 'USE' | 'HIDE' ;
DEFS       : 'DEF' | 'DEFS' ;
ONLY       : 'ONLY' ;
DEFINE     : 'DEFINE' ;
QED        : 'QED' ;
HAVE       : 'HAVE' ;
TAKE       : 'TAKE' ;
PICK       : 'PICK' ;
WITNESS    : 'WITNESS' ;
SUFFICES   : 'SUFFICES' ;

DEFINED_AS   : '==' | '≜' ;
COMMA        : ',' ;
COLON        : ':' ;
LABEL        : '::' | '∷' ;
DOT          : '.' ;
UNDERSCORE   : '_' ;
BANG         : '!' ;
AT           : '@' ;
ARROW        : '->' | '→' ;
SUBSTITUTE   : '<-' | '←' ;
MAPS_TO      : '|->' | '↦' ;
LEFT_PAREN   : '(' ;
RIGHT_PAREN  : ')' ;
LEFT_BRACKET : '[' ;
RIGHT_BRACKET: ']' ;
BOX_END      : ']_' ;
LEFT_BRACE   : '{' ;
RIGHT_BRACE  : '}' ;
LEFT_ANGLE   : '<<' | '⟨' ;
RIGHT_ANGLE  : '>>' | '⟩' ;
ANGLE_END    : '>>_' | '⟩_' ;

NUMBER  : [0-9]+ | '\\' [bB] [01]+ | '\\' [oO] [0-7]+ | '\\' [hH] [0-9a-fA-F]+ ;
DECIMAL : [0-9]+ '.' [0-9]+ ;
STRING  : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;

AND : '/\\' | '∧' ;
OR  : '\\/' | '∨' ;
BOX : '[]' | '□' ;
MEMBER  : '\\in' | '∈' ;
EQUAL   : '=' ;
MINUS   : '-' ;

// Before an operand.
PREFIX_SYMBOL
  : '\\lnot' | '~' | '\\neg' | '¬' | '<>' | '◇' | 'ENABLED' | 'UNCHANGED' | 'SUBSET' | 'UNION' | 'DOMAIN' | '-.'
  ;

// After an operand.
POSTFIX : '\'' | '^+' | '⁺' | '^*' | '^#' ;

// Between operands.
INFIX
  : '=>' | '⇒' | '~>' | '↝' | '\\equiv' | '<=>' | '≡' | '⇔' | '-+->' | '⇸'
  | '\\land' | '\\lor'
  | '/=' | '#' | '≠' | '\\subseteq' | '⊆' | '\\notin' | '∉' | '<' | '\\leq' | '<=' | '=<' | '≤' | '>' | '\\geq' | '>='
  | '≥' | '|-' | '⊢' | '|=' | '⊨' | '-|' | '⊣' | '=|' | '⫤' | ':=' | '≔' | '::=' | '⩴' | '\\prec' | '≺' | '\\succ' | '≻'
  | '\\preceq' | '⪯' | '\\succeq' | '⪰' | '\\sim' | '∼' | '\\simeq' | '≃' | '\\ll' | '≪' | '\\gg' | '≫' | '\\asymp' | '≍'
  | '\\subset' | '⊂' | '\\supset' | '⊃' | '\\supseteq' | '⊇' | '\\approx' | '≈' | '\\cong' | '≅' | '\\sqsubset' | '⊏'
  | '\\sqsubseteq' | '⊑' | '\\sqsupset' | '⊐' | '\\sqsupseteq' | '⊒' | '\\doteq' | '≐' | '\\propto' | '∝'
  | '\\cdot' | '⋅' | '@@' | '<:' | ':>' | '\\' | '\\intersect' | '\\cap' | '∩' | '\\union' | '\\cup' | '∪'
  | '...' | '…' | '..' | '‥' | '$$' | '$' | '??' | '⁇' | '##' | '!!' | '‼' | '\\uplus' | '⊎' | '\\sqcap' | '⊓'
  | '\\sqcup' | '⊔' | '\\wr' | '≀' | '+' | '++' | '\\oplus' | '(+)' | '⊕' | '|' | '||' | '‖' | '%%' | '%'
  | '--' | '\\ominus' | '(-)' | '⊖' | '/' | '//' | '\\oslash' | '(/)' | '⊘' | '\\div' | '÷'
  | '*' | '&&' | '&' | '**' | '\\odot' | '(.)' | '⊙' | '\\otimes' | '(\\X)' | '⊗' | '\\star' | '⋆'
  | '\\o' | '\\circ' | '∘' | '\\bigcirc' | '◯' | '\\bullet' | '●' | '^' | '^^' | '\\times' | '\\X' | '×'
  ;

// Letters, digits and _, with a letter among them, and not beginning with WF_ or SF_: those are FAIRNESS.
IDENTIFIER
  : [a-zA-RT-VX-Z] NAME*
  | [WS] ([a-zA-EG-Z0-9_] NAME*)?
  | [WS] 'F' ([a-zA-Z0-9] NAME*)?
  | '_' NAME* LETTER NAME*
  | [0-9] NAME* LETTER NAME*
  | 'ℕ' | 'ℤ' | 'ℝ'
  ;
fragment NAME   : [a-zA-Z0-9_] ;
fragment LETTER : [a-zA-Z] ;

BLANK        : [ \t\r\n]+ -> skip ;
LINE_COMMENT : '\\*' ~[\r\n]* -> skip ;
COMMENT_OPEN : '(*' -> channel(HIDDEN), pushMode(COMMENT) ;

OPEN_STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'? ;  // not closed on its line
UNKNOWN     : . ;

// Comments nest.
mode COMMENT;
COMMENT_NESTED : '(*' -> skip, pushMode(COMMENT) ;
COMMENT_CLOSE  : '*)' -> skip, popMode ;
COMMENT_TEXT   : (~[(*] )+ -> skip ;
COMMENT_CHAR   : [(*] -> skip ;
