package project

import "context"

// IdentityProvider signs staff in with the accounts of their organisation. A sign-in is a way there and back; what belongs
// together is known by its Trip.
type IdentityProvider interface {
	// SignInAddress is where the browser is sent.
	SignInAddress(ctx context.Context, t Trip) (string, error)
	// Email gives the address that the provider has verified, for the code that the browser has brought back. Unauthenticated
	// when the provider vouches for nobody, Unavailable when it does not answer.
	Email(ctx context.Context, t Trip, code string) (string, error)
}

// Trip holds the secrets of one way to an identity provider and back. They are made for it and known to the browser alone.
type Trip struct {
	State    string // comes back with the browser
	Nonce    string // comes back in the signed answer
	Verifier string // proves that who asked for the answer began the trip (PKCE)
}

// StaffOf picks who is meant by an address that was verified: the one person who is staff and has it. Nobody is made by
// signing in, and an address that several people have names none.
func StaffOf(people []Person) (Person, error) {
	var found []Person
	for _, p := range people {
		if a := (Actor{Roles: p.Roles}); a.Is(RoleOperator) || a.Is(RoleBuyer) || a.Is(RoleProducer) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return Person{}, Errorf(Forbidden, "your account is fine, but nobody here works under its e-mail address; ask the operator to add you")
	}
	return found[0], nil
}
