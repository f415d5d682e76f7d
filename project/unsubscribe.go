package project

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// UnsubscribeToken signs that whoever holds it may end the mails of a kind to a person. It does nothing else, and does not
// expire: so it may stand in a mail for years.
func UnsubscribeToken(key string, person PersonID, kind LetterKind) string {
	what := string(person) + "." + string(kind)
	return what + "." + unsubscribeSum(key, what)
}

// ReadUnsubscribe gives whom a token is about and which kind of letter. NotFound for one that was not signed with the key.
func ReadUnsubscribe(key, token string) (PersonID, LetterKind, error) {
	at := strings.LastIndexByte(token, '.')
	if at < 0 || !hmac.Equal([]byte(token[at+1:]), []byte(unsubscribeSum(key, token[:at]))) {
		return "", "", Errorf(NotFound, "this link is not one of ours, or was cut short; the choices are in your profile")
	}
	person, kind, _ := strings.Cut(token[:at], ".")
	return PersonID(person), LetterKind(kind), nil
}

func unsubscribeSum(key, what string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte("unsubscribe\x00" + what))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// PagePath is where people find a sub-gig, or a project, on the pages of this instance.
func PagePath(id ProjectID, sub SubGigID) string {
	switch {
	case sub != "":
		return "/sub-gigs/" + string(sub)
	case id != "":
		return "/projects/" + string(id)
	}
	return "/"
}

// Page is where people find what a notice of the kind is about.
func (k NoticeKind) Page(id ProjectID, sub SubGigID) string {
	if k == NoticeCredits {
		return PagePath(id, "") + "/credits"
	}
	return PagePath(id, sub)
}
