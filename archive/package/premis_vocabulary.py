"""The words of the Library of Congress that PREMIS documents use, with their URIs: id.loc.gov/vocabulary/preservation."""

from __future__ import annotations

from enum import Enum

_ROOT = "http://id.loc.gov/vocabulary/preservation/"


class Term(Enum):
    """A word of one of the lists: the list and the code make its URI."""

    @property
    def word(self) -> str:
        """The word itself, as the element's text."""
        return str(self.value[0])

    @property
    def uri(self) -> str:
        """Its URI, which names the list too."""
        return f"{_ROOT}{self.value[1]}/{self.value[2]}"


class EventType(Term):
    """What is done to an object in or outside an archive."""

    ACCESSION = "accession", "eventType", "acc"
    CAPTURE = "capture", "eventType", "cap"
    DEACCESSION = "deaccession", "eventType", "dea"
    DISSEMINATION = "dissemination", "eventType", "dis"
    FIXITY_CHECK = "fixity check", "eventType", "fix"
    FORMAT_IDENTIFICATION = "format identification", "eventType", "for"
    INGESTION = "ingestion", "eventType", "ing"
    MESSAGE_DIGEST = "message digest calculation", "eventType", "mes"
    MIGRATION = "migration", "eventType", "mig"
    MODIFICATION = "modification", "eventType", "mod"
    PACKAGE_CREATION = "information package creation", "eventType", "ipc"
    POLICY_ASSIGNMENT = "policy assignment", "eventType", "poa"
    RECOVERY = "recovery", "eventType", "rec"
    REPLICATION = "replication", "eventType", "rep"
    TRANSFER = "transfer", "eventType", "tra"
    VALIDATION = "validation", "eventType", "val"


class EventOutcome(Term):
    """How it ended."""

    SUCCESS = "success", "eventOutcome", "suc"
    FAIL = "fail", "eventOutcome", "fai"
    WARNING = "warning", "eventOutcome", "war"


class AgentType(Term):
    """What acts."""

    HARDWARE = "hardware", "agentType", "har"
    ORGANIZATION = "organization", "agentType", "org"
    PERSON = "person", "agentType", "per"
    SOFTWARE = "software", "agentType", "sof"


class AgentRole(Term):
    """What part it has in an event."""

    AUTHORIZER = "authorizer", "eventRelatedAgentRole", "aut"
    EXECUTING = "executing program", "eventRelatedAgentRole", "exe"
    IMPLEMENTER = "implementer", "eventRelatedAgentRole", "imp"
    VALIDATOR = "validator", "eventRelatedAgentRole", "val"


class ObjectRole(Term):
    """What part an object has in an event."""

    OUTCOME = "outcome", "eventRelatedObjectRole", "out"
    SOURCE = "source", "eventRelatedObjectRole", "sou"


class Relationship(Term):
    """How two objects are related, in kind."""

    DERIVATION = "derivation", "relationshipType", "der"
    LOGICAL = "logical", "relationshipType", "log"
    STRUCTURAL = "structural", "relationshipType", "str"


class Related(Term):
    """How two objects are related, exactly."""

    HAS_SOURCE = "has source", "relationshipSubType", "hss"
    INCLUDED_IN = "is included in", "relationshipSubType", "isi"
    REPRESENTED_BY = "is represented by", "relationshipSubType", "isr"
    REPRESENTS = "represents", "relationshipSubType", "rep"


class RightsBasis(Term):
    """What a right rests on."""

    POLICY = "institutional policy", "rightsBasis", "ins"
    STATUTE = "statute", "rightsBasis", "sta"


class HashFunction(Term):
    """How a digest is made."""

    SHA256 = "SHA-256", "cryptographicHashFunctions", "sha256"
