package wire

import (
	"time"

	"tutti/project"
)

// HeaderReason says why a command is given, for the audit log; percent-encoded where it is not ASCII.
const HeaderReason = "X-Reason"

// AuditLog is a part of the audit log.
type AuditLog struct {
	Items []AuditLine `json:"items"`
	Next  string      `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// AuditLine is a line of the audit log.
type AuditLine struct {
	Seq       int64                 `json:"seq" doc:"from 1, without a gap"`
	At        time.Time             `json:"at" doc:"when it began"`
	Actor     project.PersonID      `json:"actor_id,omitempty" doc:"who; absent when the server did it by its policies, and of a sign-in that was refused"`
	Behalf    project.PersonID      `json:"behalf_id,omitempty" doc:"for whom, when not for oneself"`
	Token     project.TokenID       `json:"token_id,omitempty" doc:"the token or the session it came with"`
	Operation string                `json:"operation" doc:"as it is called in this document, or the server's own name for it"`
	About     []string              `json:"about" doc:"ids"`
	Status    int                   `json:"status" doc:"of the answer; 0: a look, written down before it was answered; 599: nobody knows how it ended"`
	Request   string                `json:"request_id,omitempty"`
	Address   string                `json:"address,omitempty" doc:"the network it came from: /24, or /48 for IPv6"`
	Changes   []project.AuditChange `json:"changes" doc:"settings and permissions before and after; of words their hash"`
	Reason    string                `json:"reason,omitempty" doc:"in the actor's words, until they are erased"`
	Sealed    string                `json:"reason_hash,omitempty" doc:"sha256 of the reason behind the salt, which is sealed"`
	Salt      string                `json:"salt,omitempty" doc:"of the hashes of words; erased with the reason"`
	Hash      string                `json:"hash" doc:"seals the line behind the one before"`
}
