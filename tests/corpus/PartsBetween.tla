---------------------------- MODULE PartsBetween ----------------------------
(* Between PartsGiven and PartsBelow; no model of its own.                    *)
EXTENDS Naturals
CONSTANT level
INSTANCE PartsBelow WITH most <- level, more <- level + 4
=============================================================================
