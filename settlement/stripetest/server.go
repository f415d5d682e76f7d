// Package stripetest plays Stripe for tests: transfers, charges and disputes behind real HTTP, with state, idempotency
// keys, signed webhooks that come twice and in any order, and faults on demand. The official client is held against it
// in its own tests.
package stripetest

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// The credentials that the server takes and signs with. They look like Stripe's, so that a test can search logs for them.
const (
	Key    = "sk_test_51Simulated0000000000"
	Secret = "whsec_simulated00000000000000"
)

// Fault is what goes wrong with one request.
type Fault string

// The faults. In those that begin with Done the request has had its effect.
const (
	Broken      Fault = "broken"       // 500 before anything happened; the key is not used up
	DoneBroken  Fault = "done_broken"  // it happened, and the answer is a 500, once
	DoneCut     Fault = "done_cut"     // it happened, and the connection was cut
	DoneSilent  Fault = "done_silent"  // it happened, and the answer never comes
	Busy        Fault = "busy"         // 429
	InUse       Fault = "in_use"       // 409: another request with the key is under way
	BadKey      Fault = "bad_key"      // 401
	NoFunds     Fault = "no_funds"     // 400 balance_insufficient
	Gibberish   Fault = "gibberish"    // 200 with something else than JSON
	ProxyRefuse Fault = "proxy_refuse" // 403 in HTML, from something in between
)

// Faults lists every fault.
func Faults() []Fault {
	return []Fault{Broken, DoneBroken, DoneCut, DoneSilent, Busy, InUse, BadKey, NoFunds, Gibberish, ProxyRefuse}
}

// Transfer is money that was moved to a connected account.
type Transfer struct {
	Object         string            `json:"object"`
	ID             string            `json:"id"`
	Amount         int64             `json:"amount"`
	AmountReversed int64             `json:"amount_reversed"`
	Reversed       bool              `json:"reversed"`
	Currency       string            `json:"currency"`
	Destination    string            `json:"destination"`
	Group          string            `json:"transfer_group"`
	Metadata       map[string]string `json:"metadata"`
}

// Charge is what a buyer paid, as far as disputes need it.
type Charge struct {
	Object   string `json:"object"`
	ID       string `json:"id"`
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
	Group    string `json:"transfer_group"`
}

// Server is Stripe in this process. Any number of goroutines may use it.
type Server struct {
	URL      string
	PageSize int // greatest page of a list; 100 when 0

	mu        sync.Mutex
	made      int
	accounts  map[string]string // id -> the code that transfers to it are refused with, or nothing
	transfers []*Transfer
	charges   map[string]Charge
	disputes  map[string]*Dispute
	keys      map[string]saved
	faults    []Fault
	chance    *rand.Rand // random faults, nil: none
	events    []Event
	requests  int
}

// saved is what an idempotency key was used for, and the answer that every repeat gets.
type saved struct {
	request string
	status  int
	body    []byte
}

// New starts the server; it ends with the test.
func New(t testing.TB) *Server {
	s := &Server{accounts: map[string]string{}, charges: map[string]Charge{}, disputes: map[string]*Dispute{}, keys: map[string]saved{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/transfers", s.postTransfer)
	mux.HandleFunc("GET /v1/transfers", s.listTransfers)
	mux.HandleFunc("GET /v1/charges/{id}", s.getCharge)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// Account opens a connected account; transfers to any other are refused.
func (s *Server) Account(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accounts[id] = ""
}

// Refuse makes transfers to the account fail for good with a code of Stripe's, as account_closed.
func (s *Server) Refuse(id, code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accounts[id] = code
}

// Fail makes the next requests go wrong, one each.
func (s *Server) Fail(next ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, next...)
}

// Heal forgets the faults that nobody has met yet.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Chaos makes every second request go wrong by chance, for as long as it is on.
func (s *Server) Chaos(seed uint64, on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chance = nil
	if on {
		s.chance = rand.New(rand.NewPCG(seed, seed))
	}
}

// ForgetKeys does what Stripe does after a day or more.
func (s *Server) ForgetKeys() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.keys)
}

// Transfers gives what was moved so far, the oldest first.
func (s *Server) Transfers() []Transfer {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Transfer, 0, len(s.transfers))
	for _, t := range s.transfers {
		all = append(all, *t)
	}
	return all
}

// Requests counts what has come in.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// Charge records that a buyer paid into a transfer group, and gives its id.
func (s *Server) Charge(group string, amount int64, currency string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := Charge{Object: "charge", ID: s.id("ch"), Amount: amount, Currency: currency, Group: group}
	s.charges[c.ID] = c
	return c.ID
}

func (s *Server) id(prefix string) string {
	s.made++
	return fmt.Sprintf("%s_1Sim%08d", prefix, s.made)
}

// admit reads the fault and the key of a request; the caller holds the lock.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) (Fault, bool) {
	s.requests++
	if r.Header.Get("Authorization") != "Bearer "+Key {
		refuse(w, http.StatusUnauthorized, "invalid_request_error", "", "Invalid API Key provided")
		return "", false
	}
	fault := s.fault()
	switch fault {
	case Broken:
		refuse(w, http.StatusInternalServerError, "api_error", "", "")
	case Busy:
		refuse(w, http.StatusTooManyRequests, "invalid_request_error", "rate_limit", "")
	case InUse:
		refuse(w, http.StatusConflict, "idempotency_error", "idempotency_key_in_use", "")
	case BadKey:
		refuse(w, http.StatusUnauthorized, "invalid_request_error", "api_key_expired", "Expired API Key provided: "+Key)
	case NoFunds:
		refuse(w, http.StatusBadRequest, "invalid_request_error", "balance_insufficient", "")
	case Gibberish:
		_, _ = io.WriteString(w, "<html>")
	case ProxyRefuse:
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "<html>no")
	default:
		return fault, true
	}
	return fault, false
}

func (s *Server) fault() Fault {
	if len(s.faults) > 0 {
		next := s.faults[0]
		s.faults = s.faults[1:]
		return next
	}
	if s.chance != nil && s.chance.IntN(2) == 0 {
		all := Faults()
		return all[s.chance.IntN(len(all))]
	}
	return ""
}

func refuse(w http.ResponseWriter, status int, kind, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(refusal(kind, code, message))
}

func refusal(kind, code, message string) []byte {
	text, _ := json.Marshal(map[string]any{"error": map[string]string{"type": kind, "code": code, "message": message}})
	return text
}

// answer sends what was decided, unless the fault keeps it back.
func answer(w http.ResponseWriter, r *http.Request, fault Fault, status int, body []byte) {
	switch fault {
	case DoneBroken:
		refuse(w, http.StatusInternalServerError, "api_error", "", "")
		return
	case DoneCut:
		panic(http.ErrAbortHandler)
	case DoneSilent:
		<-r.Context().Done()
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

func (s *Server) postTransfer(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	s.mu.Lock()
	fault, ok := s.admit(w, r)
	var status int
	var text []byte
	if ok {
		status, text = s.once(r.Header.Get("Idempotency-Key"), string(body))
	}
	s.mu.Unlock()
	if ok {
		answer(w, r, fault, status, text)
	}
}

// once does a request the first time its key is seen, and gives the same answer ever after.
func (s *Server) once(key, request string) (int, []byte) {
	if key == "" {
		return http.StatusBadRequest, refusal("invalid_request_error", "", "the simulation wants an Idempotency-Key")
	}
	if before, ok := s.keys[key]; ok {
		if before.request != request {
			return http.StatusBadRequest, refusal("idempotency_error", "", "Keys for idempotent requests can only be used with the same parameters they were first used with.")
		}
		return before.status, before.body
	}
	status, body := s.transfer(request)
	s.keys[key] = saved{request, status, body}
	return status, body
}

func (s *Server) transfer(request string) (int, []byte) {
	form, err := url.ParseQuery(request)
	amount, bad := strconv.ParseInt(form.Get("amount"), 10, 64)
	if err != nil || bad != nil || amount <= 0 {
		return http.StatusBadRequest, refusal("invalid_request_error", "parameter_invalid_integer", "Invalid integer: amount")
	}
	code, known := s.accounts[form.Get("destination")]
	if !known {
		return http.StatusBadRequest, refusal("invalid_request_error", "resource_missing", "No such destination: '"+form.Get("destination")+"'")
	}
	if code != "" {
		return http.StatusBadRequest, refusal("invalid_request_error", code, "The account "+form.Get("destination")+" cannot be paid")
	}
	t := &Transfer{Object: "transfer", ID: s.id("tr"), Amount: amount, Currency: form.Get("currency"), Destination: form.Get("destination"),
		Group: form.Get("transfer_group"), Metadata: map[string]string{}}
	for name, values := range form {
		if inner, ok := strings.CutPrefix(name, "metadata["); ok {
			t.Metadata[strings.TrimSuffix(inner, "]")] = values[0]
		}
	}
	s.transfers = append(s.transfers, t)
	s.event("transfer.created", t)
	text, _ := json.Marshal(t)
	return http.StatusOK, text
}

// listTransfers gives the newest first, as Stripe does.
func (s *Server) listTransfers(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	fault, ok := s.admit(w, r)
	var text []byte
	if ok {
		text = s.page(r.URL.Query())
	}
	s.mu.Unlock()
	if ok {
		answer(w, r, fault, http.StatusOK, text)
	}
}

func (s *Server) page(query url.Values) []byte {
	limit := 10
	if n, err := strconv.Atoi(query.Get("limit")); err == nil {
		limit = n
	}
	if s.PageSize > 0 {
		limit = min(limit, s.PageSize)
	}
	fits := func(name, value string) bool { return query.Get(name) == "" || query.Get(name) == value }
	data, more, from := []*Transfer{}, false, query.Get("starting_after") == ""
	for _, t := range slices.Backward(s.transfers) {
		switch {
		case !from:
			from = t.ID == query.Get("starting_after")
		case !fits("transfer_group", t.Group) || !fits("destination", t.Destination):
		case len(data) == limit:
			more = true
		default:
			data = append(data, t)
		}
	}
	text, _ := json.Marshal(map[string]any{"object": "list", "url": "/v1/transfers", "data": data, "has_more": more})
	return text
}

func (s *Server) getCharge(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	fault, ok := s.admit(w, r)
	c, known := s.charges[r.PathValue("id")]
	s.mu.Unlock()
	switch text, _ := json.Marshal(c); {
	case !ok:
	case !known:
		answer(w, r, fault, http.StatusNotFound, refusal("invalid_request_error", "resource_missing", "No such charge"))
	default:
		answer(w, r, fault, http.StatusOK, text)
	}
}
