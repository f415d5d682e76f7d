package project

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Limits of what is known of one seller, checked wherever it comes in.
const (
	MaxRoles     = 50
	MaxLanguages = 20
	MaxCapacity  = 1_000
	MaxShifts    = 50
	MaxLeaves    = 100
	MaxTags      = 20
	MaxTag       = 40    // characters
	MaxKeepNote  = 2_000 // characters
	MaxEmail     = 254   // characters
	MaxRoleKey   = 60    // characters
)

// Profile is what a person says of themselves as a seller: what they do, for what, where and when. Country and zone are
// the person's own and stand with them.
type Profile struct {
	Person    PersonID   `json:"person_id"`
	Keeper    PersonID   `json:"keeper_id,omitempty"` // who wrote it last; empty when nobody has
	Country   string     `json:"country,omitempty"`   // ISO 3166-1 alpha-2
	Zone      string     `json:"zone,omitempty"`      // IANA
	Languages []string   `json:"languages,omitempty"` // BCP 47, the best first
	Roles     []RoleRate `json:"roles,omitempty"`
	Capacity  int        `json:"capacity,omitempty"` // sub-gigs at a time, over all projects; 0 is no limit
	Hours     []Shift    `json:"hours,omitempty"`    // in their zone
	Leave     []Leave    `json:"leave,omitempty"`
	UpdatedAt time.Time  `json:"updated_at,omitzero"`
}

// RoleRate is a role that somebody fills, and what they ask for it.
type RoleRate struct {
	Role      string `json:"role" doc:"a key: small letters, digits and hyphens, as lead-vocal"`
	RateMinor int64  `json:"rate_minor,omitempty" doc:"what is asked for a sub-gig; not said when left out"`
	Currency  string `json:"currency,omitempty" doc:"ISO 4217, as EUR; of the rate"`
}

// Leave is a time in which somebody takes no new work: From on, To excluded.
type Leave struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to" doc:"the first moment after it"`
}

// Keeping is a seller on a buyer's own roster, with what the buyer alone knows of them.
type Keeping struct {
	Buyer  PersonID  `json:"-"`
	Person PersonID  `json:"-"`
	Note   string    `json:"note,omitempty"`
	Tags   []string  `json:"tags,omitempty"`
	At     time.Time `json:"at,omitzero"`
}

// RosterEntry is one seller as a roster lists them.
type RosterEntry struct {
	Person  Person
	Profile Profile
	Held    int      // sub-gigs that are theirs and have not ended
	Kept    *Keeping // nil unless the buyer who asks keeps them
}

// RosterFilter narrows a roster; zero fields ask for nothing.
type RosterFilter struct {
	Buyer    PersonID // whose keepings are shown
	Kept     bool     // only those the buyer keeps
	Tag      string   // only those the buyer keeps under this tag
	Role     string   // a role key
	Language string   // a BCP 47 range: pt finds pt-BR
	Country  string
	// MaxRateMinor in Currency leaves out whoever asks for more, or does not say, for the role or, without one, for any.
	MaxRateMinor int64
	Currency     string
	Free         time.Time // only those who can take one more sub-gig at this time
	People       []PersonID
}

// RosterImport is a whole file of sellers. It is written whole or not at all.
type RosterImport struct {
	Buyer    PersonID  // whose roster keeps and drops are about
	People   []Person  // new ones
	Renamed  []Person  // known ones whose name and e-mail change
	Profiles []Profile // with their country and zone
	Keep     []Keeping
	Drop     []PersonID // whom the buyer keeps no longer
	At       time.Time
}

// FreedOffer is a queued offer that can be made open, with the section that has to do it.
type FreedOffer struct {
	Project ProjectID `json:"project"`
	Section int       `json:"section"`
	SubGig  SubGigID  `json:"sub_gig"`
	Offer   OfferID   `json:"offer"`
}

// RosterRecords keeps what is known of sellers, and who has room for work.
type RosterRecords interface {
	// Profile gives a person's profile. Who has none has an empty one, with country and zone; NotFound is for nobody.
	Profile(ctx context.Context, id PersonID) (Profile, error)
	// PutProfile writes the profile over the one that is there, and country and zone to the person.
	PutProfile(ctx context.Context, p Profile) error
	// Reel gives what a person shows of their work, in their order; who shows nothing, and nobody, has none.
	Reel(ctx context.Context, id PersonID) ([]Sample, error)
	// PutReel writes the samples over those that are there, and marks files that nothing refers to any more as leaving: see
	// RetentionRecords. Conflict when one of the new ones is leaving; NotFound is for nobody.
	PutReel(ctx context.Context, id PersonID, samples []Sample, at time.Time) error
	// TakeLeave adds a leave to what the profile says; the same again changes nothing.
	TakeLeave(ctx context.Context, id PersonID, l Leave) error
	// Roster lists sellers by handle; the cursor is the handle. A filter of people gives those alone.
	Roster(ctx context.Context, filter RosterFilter, page Page) ([]RosterEntry, error)
	// KeepSeller puts somebody on a buyer's roster, or replaces what stands there.
	KeepSeller(ctx context.Context, k Keeping) error
	// DropSeller takes somebody off; who is not there is no error.
	DropSeller(ctx context.Context, buyer, person PersonID) error
	// ImportRoster writes all of it or nothing. A handle that somebody took meanwhile is a Conflict.
	ImportRoster(ctx context.Context, in RosterImport) error
	// PastWork counts each one's approved sub-gigs in the buyer's projects; who has none may be left out.
	PastWork(ctx context.Context, buyer PersonID, people []PersonID) (map[PersonID]int, error)
	// FreeOffers gives the queued offers that can be made open now: their seller is not on leave and has a place for each,
	// oldest first. It finds those that no commit could name, as after a leave.
	FreeOffers(ctx context.Context, now time.Time, limit int) ([]FreedOffer, error)
}

// OnLeave reports whether the person takes no new work at the time.
func (p Profile) OnLeave(now time.Time) bool {
	return slices.ContainsFunc(p.Leave, func(l Leave) bool { return l.holds(now) })
}

func (l Leave) holds(now time.Time) bool { return !now.Before(l.From) && now.Before(l.To) }

// HasRoom reports whether somebody who holds so many sub-gigs can take one more at the time.
func (p Profile) HasRoom(held int, now time.Time) bool {
	return !p.OnLeave(now) && (p.Capacity == 0 || held < p.Capacity)
}

// CheckRoom is the refusal of a sub-gig that would be more than the seller can take. held counts it already. The sentence
// names nobody: it becomes part of a workflow's history.
func (p Profile) CheckRoom(held int, now time.Time) error {
	if p.OnLeave(now) {
		return Errorf(Conflict, "the seller is on leave and takes no new work just now")
	}
	if p.Capacity > 0 && held > p.Capacity {
		return Errorf(Limited, "the seller takes %d sub-gigs at a time and holds as many; one has to end first", p.Capacity)
	}
	return nil
}

// Rate finds what the person asks for a role.
func (p Profile) Rate(role string) (RoleRate, bool) {
	at := slices.IndexFunc(p.Roles, func(r RoleRate) bool { return r.Role == role })
	if at < 0 {
		return RoleRate{}, false
	}
	return p.Roles[at], true
}

// RoleKey is a role as rosters compare it: small letters and digits of any script, a hyphen for everything between.
func RoleKey(role string) string {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	parts := strings.FieldsFunc(strings.ToLower(role), func(r rune) bool { return !word(r) })
	return strings.Join(parts, "-")
}

// languageForm is a well-formed BCP 47 tag of language, script, region and variants; extensions say nothing of people.
func languageForm() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[a-z]{2,3}(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)$`)
}

// LanguageTag gives a BCP 47 tag in its usual case, as pt-BR, and whether it is one.
func LanguageTag(tag string) (string, bool) {
	if len(tag) > 35 || !languageForm().MatchString(tag) {
		return "", false
	}
	parts := strings.Split(strings.ToLower(tag), "-")
	for i, part := range parts[1:] {
		switch {
		case len(part) == 4 && part[0] > '9':
			parts[i+1] = strings.ToUpper(part[:1]) + part[1:]
		case len(part) == 2:
			parts[i+1] = strings.ToUpper(part)
		}
	}
	return strings.Join(parts, "-"), true
}

// Speaks reports whether a language tag is within a range: pt-BR is within pt (RFC 4647, basic filtering).
func Speaks(tag, wanted string) bool { return tag == wanted || strings.HasPrefix(tag, wanted+"-") }

// Zones finds an IANA time zone by its name. The domain reads no files, so the caller brings the zones along.
type Zones func(name string) (*time.Location, error)

// OrUTC gives the zone; UTC for who names none, or one that nobody knows.
func (z Zones) OrUTC(name string) *time.Location {
	if name == "" {
		return time.UTC
	}
	zone, err := z(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Tidy puts a profile into the form that is kept: role keys and language tags in their usual form, shifts and leaves in
// order, repeats left out. It changes nothing that Check would have to name.
func (p Profile) Tidy() Profile {
	p.Languages, p.Roles = slices.Clone(p.Languages), slices.Clone(p.Roles)
	for i, tag := range p.Languages {
		if usual, ok := LanguageTag(strings.TrimSpace(tag)); ok {
			p.Languages[i] = usual
		}
	}
	p.Languages = unique(p.Languages)
	for i, r := range p.Roles {
		p.Roles[i].Role = RoleKey(r.Role)
	}
	p.Hours = slices.Clone(p.Hours)
	slices.SortFunc(p.Hours, Shift.compare)
	p.Leave = slices.Clone(p.Leave)
	for i, l := range p.Leave {
		p.Leave[i] = Leave{l.From.UTC().Truncate(time.Microsecond), l.To.UTC().Truncate(time.Microsecond)}
	}
	slices.SortFunc(p.Leave, Leave.compare)
	p.Leave = slices.CompactFunc(p.Leave, func(a, b Leave) bool { return a.compare(b) == 0 })
	return p
}

func (l Leave) compare(other Leave) int {
	if c := l.From.Compare(other.From); c != 0 {
		return c
	}
	return l.To.Compare(other.To)
}

// Check names everything that is wrong with a tidy profile. An unknown zone is a fault too.
func (p Profile) Check(zones Zones) error {
	var f faults
	p.check(&f, func(field string) string { return field })
	if _, err := zones(p.Zone); p.Zone != "" && err != nil {
		f.addf("zone", "%q is no time zone; write an IANA name, as Africa/Accra", clip(p.Zone, 40))
	}
	return f.asError("the profile")
}

// check adds what is wrong under the place that at gives for each field.
func (p Profile) check(f *faults, at func(field string) string) {
	if p.Country != "" && !isCountry(p.Country) {
		f.addf(at("country"), "%q is no country; write two capital letters (ISO 3166-1), as GH", clip(p.Country, 12))
	}
	if len(p.Languages) > MaxLanguages {
		f.addf(at("languages"), "has %d languages; at most %d", len(p.Languages), MaxLanguages)
	}
	for _, tag := range p.Languages {
		if _, ok := LanguageTag(tag); !ok {
			f.addf(at("languages"), "%q is no language; write a BCP 47 tag, as pt-BR", clip(tag, 40))
		}
	}
	if p.Capacity < 0 || p.Capacity > MaxCapacity {
		f.addf(at("capacity"), "%d is outside 0 to %d; 0 is no limit", p.Capacity, MaxCapacity)
	}
	p.checkRoles(f, at("roles"))
	checkHours(f, at("hours"), p.Hours)
	p.checkLeave(f, at("leave"))
}

func (p Profile) checkRoles(f *faults, at string) {
	if len(p.Roles) > MaxRoles {
		f.addf(at, "has %d roles; at most %d", len(p.Roles), MaxRoles)
	}
	seen := map[string]bool{}
	for _, r := range p.Roles {
		_, known := CurrencyPlaces(r.Currency)
		switch {
		case r.Role == "" || len([]rune(r.Role)) > MaxRoleKey:
			f.addf(at, "%q is no role; write 1 to %d letters, as drummer", clip(r.Role, 24), MaxRoleKey)
		case seen[r.Role]:
			f.addf(at, "the role %s is there twice", clip(r.Role, 24))
		case r.RateMinor < 0 || r.RateMinor > MaxAmountMinor:
			f.addf(at, "the rate for %s is outside what Tutti can hold", clip(r.Role, 24))
		case r.RateMinor > 0 && !known:
			f.addf(at, "the rate for %s is in %q; write an ISO 4217 code, as EUR", clip(r.Role, 24), clip(r.Currency, 12))
		case r.RateMinor == 0 && r.Currency != "":
			f.addf(at, "the rate for %s has a currency and no amount; leave both out when there is none", clip(r.Role, 24))
		}
		seen[r.Role] = true
	}
}

func (p Profile) checkLeave(f *faults, at string) {
	if len(p.Leave) > MaxLeaves {
		f.addf(at, "has %d leaves; at most %d", len(p.Leave), MaxLeaves)
	}
	for _, l := range p.Leave {
		if !l.From.Before(l.To) || l.From.Year() < 1970 || l.To.Year() > 9999 {
			f.addf(at, "a leave ends after it begins, in the years 1970 to 9999; this one is from %s to %s",
				l.From.Format(time.RFC3339), l.To.Format(time.RFC3339))
		}
	}
}

func isCountry(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}

// Tidy trims the tags and leaves empty and repeated ones out; lines of the note end in one way.
func (k Keeping) Tidy() Keeping {
	tags := make([]string, 0, len(k.Tags))
	for _, tag := range k.Tags {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	k.Tags = unique(tags)
	k.Note = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(k.Note)
	return k
}

// Check names everything that is wrong with a tidy keeping.
func (k Keeping) Check() error {
	var f faults
	k.check(&f, func(field string) string { return field })
	return f.asError("the entry of your roster")
}

func (k Keeping) check(f *faults, at func(field string) string) {
	if n := len([]rune(k.Note)); n > MaxKeepNote {
		f.addf(at("note"), "has %d characters; at most %d", n, MaxKeepNote)
	}
	if hasControl(strings.NewReplacer("\n", "", "\t", "").Replace(k.Note)) {
		f.addf(at("note"), "has a control character in it")
	}
	if len(k.Tags) > MaxTags {
		f.addf(at("tags"), "has %d tags; at most %d", len(k.Tags), MaxTags)
	}
	for _, tag := range k.Tags {
		if len([]rune(tag)) > MaxTag || hasControl(tag) || strings.Contains(tag, ";") {
			f.addf(at("tags"), "%q is no tag; write 1 to %d characters without a semicolon", clip(tag, 24), MaxTag)
		}
	}
}

func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }

// asError is the refusal of what is called so, nil when nothing is wrong with it.
func (f *faults) asError(what string) error {
	if len(f.list) == 0 {
		return nil
	}
	sentence := what + " cannot be taken as it is"
	if f.more > 0 {
		sentence += fmt.Sprintf(" (the first %d of %d faults are listed)", len(f.list), len(f.list)+f.more)
	}
	return &Error{Code: Invalid, Message: sentence, Fields: f.list}
}
