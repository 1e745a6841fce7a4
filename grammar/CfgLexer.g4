// The tokens of TLC's .cfg files: those of TLA+ that such files use, with statement names as keywords.
lexer grammar CfgLexer;

CONSTANT : 'CONSTANT' | 'CONSTANTS' ;
ONE_NAME : 'SPECIFICATION' | 'INIT' | 'NEXT' | 'SYMMETRY' | 'VIEW' | 'ALIAS' | 'CHECK_DEADLOCK' | '_PERIODIC'
         | '_RL_REWARD' ;
MANY_NAMES : 'INVARIANT' | 'INVARIANTS' | 'PROPERTY' | 'PROPERTIES' | 'CONSTRAINT' | 'CONSTRAINTS'
           | 'ACTION_CONSTRAINT' | 'ACTION_CONSTRAINTS' | 'POSTCONDITION' | 'POSTCONDITIONS' | '_POSSIBLE' ;

EQUAL         : '=' ;
SUBSTITUTE    : '<-' | '←' ;
BANG          : '!' ;
COMMA         : ',' ;
LEFT_PAREN    : '(' ;
RIGHT_PAREN   : ')' ;
LEFT_BRACKET  : '[' ;
RIGHT_BRACKET : ']' ;
LEFT_BRACE    : '{' ;
RIGHT_BRACE   : '}' ;

NUMBER     : '-'? [0-9]+ ;
STRING     : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;
IDENTIFIER : [a-zA-Z0-9_]* [a-zA-Z] [a-zA-Z0-9_]* | 'ℕ' | 'ℤ' | 'ℝ' ;

// Operators can be given a meaning too: + <- Plus.
SYMBOL
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
  | '/\\' | '∧' | '\\/' | '∨' | '\\in' | '∈' | '-' | '-.' | '^+' | '⁺' | '^*' | '^#'
  ;

BLANK        : [ \t\r\n]+ -> skip ;
LINE_COMMENT : '\\*' ~[\r\n]* -> skip ;
COMMENT_OPEN : '(*' -> channel(HIDDEN), pushMode(COMMENT) ;

OPEN_STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'? ;
UNKNOWN     : . ;

mode COMMENT;
COMMENT_NESTED : '(*' -> skip, pushMode(COMMENT) ;
COMMENT_CLOSE  : '*)' -> skip, popMode ;
COMMENT_TEXT   : (~[(*] )+ -> skip ;
COMMENT_CHAR   : [(*] -> skip ;
