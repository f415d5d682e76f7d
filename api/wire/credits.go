package wire

import (
	"time"

	"tutti/project"
)

// CreditList names who made the project.
type CreditList struct {
	Items     []CreditLine `json:"items"`
	Countries int          `json:"countries"`
	Public    *CreditPage  `json:"public,omitempty" doc:"where everybody reads them, while they are public"`
}

// CreditLine is one contribution.
type CreditLine struct {
	SubGigID project.SubGigID `json:"sub_gig_id"`
	Title    string           `json:"title"`
	Name     string           `json:"name"`
	Role     string           `json:"role"`
	Country  string           `json:"country,omitempty"`
	Own      bool             `json:"own" doc:"the caller made it"`
	Agrees   *bool            `json:"agrees,omitempty" doc:"to be named in public; left out while they have not said, and for who sees neither the whole project nor their own part"`
}

// CreditConsentRequest says whether one wants to be named.
type CreditConsentRequest struct {
	Agrees bool `json:"agrees" doc:"to stand in the public credits by name and country; else one's parts stand there without them"`
}

// CreditPage is where everybody who has the address reads the credits.
type CreditPage struct {
	Address   string    `json:"address"`
	CreatedAt time.Time `json:"created_at"`
}

// PublicCredits are the credits of a project as everybody may read them.
type PublicCredits struct {
	Title string             `json:"title"`
	Items []PublicCreditLine `json:"items"`
}

// PublicCreditLine is one contribution. Who made it has agreed to be named, or is not in it.
type PublicCreditLine struct {
	Title   string `json:"title"`
	Role    string `json:"role"`
	Name    string `json:"name,omitempty"`
	Country string `json:"country,omitempty"`
}
