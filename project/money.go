package project

import (
	"fmt"
	"strconv"
	"strings"
)

// MaxAmountMinor is the greatest amount that a plan may name, in minor units: ten thousand million.
const MaxAmountMinor int64 = 1_000_000_000_000

// currencies gives the decimal places of the ISO 4217 currencies Tutti settles in.
func currencies() map[string]int {
	return map[string]int{
		"AED": 2, "ARS": 2, "AUD": 2, "BRL": 2, "CAD": 2, "CHF": 2, "CLP": 0, "CNY": 2, "COP": 2, "CZK": 2, "DKK": 2,
		"EGP": 2, "EUR": 2, "GBP": 2, "GHS": 2, "HKD": 2, "HUF": 2, "IDR": 2, "ILS": 2, "INR": 2, "ISK": 0, "JPY": 0,
		"KES": 2, "KRW": 0, "KWD": 3, "MAD": 2, "MXN": 2, "MYR": 2, "NGN": 2, "NOK": 2, "NZD": 2, "PEN": 2, "PHP": 2,
		"PKR": 2, "PLN": 2, "RON": 2, "SAR": 2, "SEK": 2, "SGD": 2, "THB": 2, "TND": 3, "TRY": 2, "TWD": 2, "TZS": 2,
		"UAH": 2, "UGX": 0, "USD": 2, "UYU": 2, "VND": 0, "XAF": 0, "XOF": 0, "ZAR": 2,
	}
}

// CurrencyPlaces gives the decimal places of an ISO 4217 currency and whether Tutti knows it.
func CurrencyPlaces(code string) (int, bool) {
	places, ok := currencies()[code]
	return places, ok
}

// Decimal is an amount as people write it in a plan, "120.00"; everywhere else amounts are integer minor units.
type Decimal string

// Minor converts the amount to minor units of the currency; it refuses signs, exponents and too many places.
func (d Decimal) Minor(currency string) (int64, error) {
	places, ok := CurrencyPlaces(currency)
	if !ok {
		return 0, Errorf(Invalid, "unknown currency %q", clip(currency, 12))
	}
	whole, frac, _ := strings.Cut(string(d), ".")
	if strings.HasPrefix(whole, "-") {
		return 0, Errorf(Invalid, "%q is negative; write 0 or more", clip(string(d), 24))
	}
	if whole == "" || len(frac) > places && strings.Trim(frac[places:], "0") != "" || !digits(whole) || !digits(frac) {
		return 0, Errorf(Invalid, "%q is no amount in %s; write digits with at most %d decimal places", clip(string(d), 24), currency, places)
	}
	frac = (frac + "000")[:places]
	minor, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil || minor > MaxAmountMinor {
		return 0, Errorf(Invalid, "%q is more than Tutti can hold (%s)", clip(string(d), 24), FormatMinor(MaxAmountMinor, currency))
	}
	return minor, nil
}

// Percent is a part of an amount as people write it in a plan, "12.5%".
type Percent string

// BasisPoints converts the part to hundredths of a percent, from 0 to 10,000. The empty Percent is 0.
func (p Percent) BasisPoints() (int64, error) {
	if p == "" {
		return 0, nil
	}
	whole, frac, _ := strings.Cut(strings.TrimSuffix(string(p), "%"), ".")
	points, err := strconv.ParseInt(whole+(frac + "00")[:2], 10, 64)
	if err != nil || !strings.HasSuffix(string(p), "%") || whole == "" || len(frac) > 2 || !digits(whole) || !digits(frac) || points > 10_000 {
		return 0, Errorf(Invalid, "%q is no part of the price; write a number from 0 to 100 with at most two places, as \"12.5%%\"", clip(string(p), 12))
	}
	return points, nil
}

func digits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// FormatMinor writes minor units for people, as "120.00 EUR".
func FormatMinor(minor int64, currency string) string {
	places, _ := CurrencyPlaces(currency)
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	if places == 0 {
		return fmt.Sprintf("%s%d %s", sign, minor, currency)
	}
	scale := int64(1)
	for range places {
		scale *= 10
	}
	return fmt.Sprintf("%s%d.%0*d %s", sign, minor/scale, places, minor%scale, currency)
}
