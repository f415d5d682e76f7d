package wire

import (
	"time"

	"tutti/project"
)

// SignInRequest asks for a letter with a link to sign in.
type SignInRequest struct {
	Email string `json:"email" minLength:"3" maxLength:"254"`
}

// SignInAsked is the same whoever has the address, and when nobody has.
type SignInAsked struct {
	Words string `json:"words" doc:"what to tell the person who asked"`
}

// LinkUse signs in by the secret of a link.
type LinkUse struct {
	Secret string `json:"secret" maxLength:"100" doc:"what stands behind the point in the link's address"`
	Bearer bool   `json:"bearer,omitempty" doc:"answer with a token instead of setting a cookie: for programs"`
}

// CodeUse signs in by the code that stands beside a link.
type CodeUse struct {
	Who    string `json:"who" minLength:"1" maxLength:"254" doc:"the e-mail address, or the handle"`
	Code   string `json:"code" maxLength:"20" doc:"six digits"`
	Bearer bool   `json:"bearer,omitempty" doc:"answer with a token instead of setting a cookie: for programs"`
}

// SignedIn is a session that has begun.
type SignedIn struct {
	Person  Person  `json:"person"`
	Session Session `json:"session"`
	Token   string  `json:"token,omitempty" doc:"send it as Authorization: Bearer tus_...; it is shown this once"`
}

// Session is a browser or a command line in which somebody has signed in.
type Session struct {
	ID        project.SessionID `json:"id"`
	Agent     string            `json:"agent,omitempty" doc:"what the browser calls itself"`
	Address   string            `json:"address,omitempty" doc:"where it signed in from"`
	Current   bool              `json:"current" doc:"it is the one this request was made with"`
	CreatedAt time.Time         `json:"created_at"`
	SeenAt    time.Time         `json:"seen_at" doc:"when it was last used, to the minute"`
	ExpiresAt time.Time         `json:"expires_at"`
}

// SessionList are the sessions of a person that hold, the last used first.
type SessionList struct {
	Items []Session `json:"items"`
}

// InvitationRequest asks for a letter to somebody.
type InvitationRequest struct {
	ProjectID project.ProjectID `json:"project_id,omitempty" doc:"the project that the letter invites to; Tutti itself when left out"`
}

// Invitation is a letter that is on its way.
type Invitation struct {
	PersonID  project.PersonID `json:"person_id"`
	ExpiresAt time.Time        `json:"expires_at" doc:"when its link stops working"`
}
