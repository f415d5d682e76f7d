package wire

import (
	"time"

	"tutti/project"
)

// ProfileRequest is what somebody says of themselves as a seller. It replaces everything that was said before.
type ProfileRequest struct {
	Country   string             `json:"country,omitempty" pattern:"^([A-Z]{2})?$" doc:"ISO 3166-1 alpha-2, as GH"`
	Zone      string             `json:"zone,omitempty" maxLength:"60" doc:"IANA time zone, as Africa/Accra"`
	Languages []string           `json:"languages,omitempty" maxItems:"20" doc:"BCP 47 tags, the best first"`
	Roles     []project.RoleRate `json:"roles,omitempty" maxItems:"50"`
	Capacity  int                `json:"capacity,omitempty" minimum:"0" maximum:"1000" doc:"sub-gigs at a time, over all projects; 0 is no limit"`
	Hours     []project.Shift    `json:"hours,omitempty" maxItems:"50" doc:"when they work, by the clock of their zone"`
	Leave     []project.Leave    `json:"leave,omitempty" maxItems:"100" doc:"when they take no new work"`
}

// Profile is what is known of a person as a seller.
type Profile struct {
	PersonID  project.PersonID   `json:"person_id"`
	KeeperID  project.PersonID   `json:"keeper_id,omitempty" doc:"who wrote it last"`
	Country   string             `json:"country,omitempty"`
	Zone      string             `json:"zone,omitempty"`
	Languages []string           `json:"languages"`
	Roles     []project.RoleRate `json:"roles"`
	Capacity  int                `json:"capacity" doc:"sub-gigs at a time, over all projects; 0 is no limit"`
	Hours     []project.Shift    `json:"hours"`
	Leave     []project.Leave    `json:"leave"`
	UpdatedAt *time.Time         `json:"updated_at,omitempty"`
}

// RosterEntry is one seller of a roster.
type RosterEntry struct {
	Person  Person  `json:"person"`
	Profile Profile `json:"profile"`
	Held    int     `json:"held" doc:"sub-gigs that are theirs and have not ended"`
	Free    bool    `json:"free" doc:"can take one more at the moment"`
	Kept    *Kept   `json:"kept,omitempty" doc:"what you keep of them; absent when they are not on your roster"`
}

// Kept is what a buyer keeps of a seller, for nobody else to see.
type Kept struct {
	Note string    `json:"note,omitempty"`
	Tags []string  `json:"tags"`
	At   time.Time `json:"at"`
}

// KeepRequest puts somebody on one's own roster.
type KeepRequest struct {
	Note string   `json:"note,omitempty" maxLength:"2000"`
	Tags []string `json:"tags,omitempty" maxItems:"20" doc:"1 to 40 characters each, without a semicolon"`
}

// RosterList is a part of a roster, by handle.
type RosterList struct {
	Items []RosterEntry `json:"items"`
	Next  string        `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// RosterReport says what an imported file amounted to.
type RosterReport struct {
	Rows    int `json:"rows" doc:"people in the file"`
	Made    int `json:"made" doc:"people who were not known before"`
	Changed int `json:"changed" doc:"known people whose name, e-mail address or profile changed"`
	Kept    int `json:"kept" doc:"people of the file who are on your roster now"`
}

// RankRequest asks who would suit a sub-gig best.
type RankRequest struct {
	Handles   []string `json:"handles,omitempty" maxItems:"200" doc:"whom to rank; when left out, everybody on the roster who fills the role"`
	Kept      bool     `json:"kept,omitempty" doc:"only those on your own roster"`
	Tag       string   `json:"tag,omitempty" maxLength:"40" doc:"only those you keep under this tag"`
	Languages []string `json:"languages,omitempty" maxItems:"10" doc:"BCP 47 ranges that are asked for"`
	Countries []string `json:"countries,omitempty" maxItems:"20" doc:"any of them is asked for"`
}

// Ranking is candidates for a sub-gig in the order of a published rule, each with the factors of their points.
type Ranking struct {
	ID         project.RankingID     `json:"id"`
	SubGigID   project.SubGigID      `json:"sub_gig_id"`
	ActorID    project.PersonID      `json:"actor_id"`
	Rule       int                   `json:"rule" doc:"version of the rule"`
	Agrees     bool                  `json:"agrees" doc:"whether computing it again from its inputs gives the same"`
	Candidates []project.Ranked      `json:"candidates" doc:"the best first"`
	Inputs     project.RankingInputs `json:"inputs" doc:"everything it was made of"`
	CreatedAt  time.Time             `json:"created_at"`
}

// RatingRequest rates approved work.
type RatingRequest struct {
	Stars int `json:"stars" minimum:"1" maximum:"5"`
}

// Rating is what a buyer or a producer says of approved work.
type Rating struct {
	SubGigID project.SubGigID `json:"sub_gig_id"`
	SellerID project.PersonID `json:"seller_id"`
	RaterID  project.PersonID `json:"rater_id"`
	Stars    int              `json:"stars"`
	At       time.Time        `json:"at"`
}

// Trust is where a seller stands, by published rules. The seller and an operator get all of it, which can be computed again
// from itself; everybody else gets level and score.
type Trust struct {
	PersonID       project.PersonID    `json:"person_id"`
	Level          project.Level       `json:"level" enum:"new,proven,trusted,principal" doc:"that holds; a demotion that is announced does not yet"`
	Score          int                 `json:"score" doc:"0 to 1000"`
	Rules          int                 `json:"rules,omitempty" doc:"their version"`
	At             *time.Time          `json:"at,omitempty"`
	OnTime         *int                `json:"on_time,omitempty" doc:"deliveries approved on time"`
	Late           *int                `json:"late,omitempty" doc:"deliveries approved late, by the seller's own time"`
	OnTimePermille *int                `json:"on_time_permille,omitempty" doc:"absent without approved deliveries"`
	Demotions      []project.Demotion  `json:"demotions,omitempty" doc:"announced, in the order in which they will hold"`
	Events         []project.TrustStep `json:"events,omitempty" doc:"everything that counts, in order, with its effect"`
}
