package api

import (
	"context"
	"crypto/rand"
	"html/template"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"

	"tutti/project"
	"tutti/record"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

// root is the beginning of every path of the API.
const root = "/api/v1"

// Options say what the API stands on. Records, Objects, Live and Process are required.
type Options struct {
	Records project.Records
	Objects project.Objects
	Live    project.Live
	Process project.Process

	Log       *slog.Logger     // discarded when nil
	Now       func() time.Time // time.Now when nil
	Seed      func() string    // decides about the ids that a command makes; random when nil
	PublicURL string           // where people reach this server; named in openapi.json
	S3Proxy   *url.URL         // the object store behind this port; nil: clients reach it by themselves
	Bucket    string           // its bucket, required with S3Proxy
	Fee       project.FeePolicy
	Version   string
	Alone     bool // no other process serves these records: what was begun before this one started is not under way any more

	Archive    project.ArchiveRecords    // gives state hashes; nil: nobody does
	Settlement project.PaymentProvider   // who pays sellers; nil: the operator, by hand
	Notices    project.SettlementNotices // what the provider tells by itself; nil: nothing
	LinkKey    project.LinkKey           // makes the secrets of sign-in links; nil: nobody signs in by a link
	Staff      project.IdentityProvider  // signs staff in; nil: nobody does
	Webhooks   project.WebhookSender     // tells programs of others; nil: nobody is told
	Push       project.PushSender        // tells browsers; nil: none is told
	Sealer     project.Sealer            // encrypts the secrets of both; nil: neither is told
	Backups    project.Backups           // nil: this server takes none of itself
	Retention  project.Retention         // how long data is kept; project.DefaultRetention when nil
	Lines      project.Lines             // says what notices are in people's languages; nil: by their kind
	DevMail    http.Handler              // shows the mails of development under /dev/mail; nil: there are none
	Templates  []Template                // plans to begin with
	Web        http.Handler              // answers every path that is not the API's; nil: not found

	TrustedProxies    []netip.Prefix // believed when they say where a request comes from; nobody when empty
	RequestsOfPerson  int            // answered in a minute; 6000 when 0
	RequestsOfAddress int            // likewise, of one network address; 12,000 when 0
	MessagesPerMinute int            // that one person says, new and edited; 30 when 0

	TellAtOnce int           // sub-gigs that one request tells something at a time; 16 when 0
	Poll       time.Duration // how often logs are looked at without a wake-up; 2 s when 0
	Heartbeat  time.Duration // of a silent event stream; 15 s when 0
	Recheck    time.Duration // how often an event stream looks whether its reader may still read it; 4 s when 0
}

// API is the HTTP handler. Close ends its streams, which http.Server.Shutdown would wait for.
type API struct {
	o      Options
	engine *gin.Engine
	huma   huma.API
	rules  map[string]rules // by method and route
	hub    *hub
	signer *record.Signer // nil: nobody takes a work record along
	bells  *bells
	health *health
	cookie sessionCookie
	cross  *http.CrossOriginProtection
	base   string             // the path prefix of a proxy before this server, without the last slash
	page   *template.Template // for signing in
	says   pageTexts          // what stands on it
	asked  chan string        // addresses that sign-in links are to be sent to
	stop   context.CancelFunc
	tasks  sync.WaitGroup

	started    time.Time
	unanswered endings
	planFacts  factsCache
}

// New makes the handler. It starts to listen for wake-ups at once; the caller closes it.
func New(o Options) (*API, error) {
	if err := o.fill(); err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	a := &API{o: o, rules: map[string]rules{}, stop: stop, health: newHealth(o), started: o.Now(), cookie: cookieFor(o.PublicURL),
		asked: make(chan string, asksAtOnce)}
	if err := a.protect(); err != nil {
		stop()
		return nil, err
	}
	if err := a.signRecords(); err != nil {
		stop()
		return nil, err
	}
	a.hub = newHub(o)
	a.bells = newBells(o)
	a.tasks.Go(func() { a.hub.run(ctx) })
	a.tasks.Go(func() { a.bells.run(ctx) })
	a.tasks.Go(func() { a.sendLinks(ctx) })
	a.engine = newEngine(a)
	a.huma = humagin.New(a.engine, a.humaConfig())
	a.huma.UseMiddleware(statusOfOurs)
	a.register()
	a.tidyOpenAPI()
	if err := a.serveDocuments(); err != nil {
		_ = a.Close()
		return nil, err
	}
	a.serveStore()
	if err := a.serveSignIn(); err != nil {
		_ = a.Close()
		return nil, err
	}
	return a, nil
}

func (o *Options) fill() error {
	for name, missing := range map[string]bool{
		"Records": o.Records == nil, "Objects": o.Objects == nil, "Live": o.Live == nil, "Process": o.Process == nil,
		"Bucket": o.S3Proxy != nil && o.Bucket == "",
	} {
		if missing {
			return project.Errorf(project.Invalid, "the API needs %s", name)
		}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Seed == nil {
		o.Seed = rand.Text
	}
	if o.Retention == nil {
		o.Retention = project.DefaultRetention()
	}
	if o.RequestsOfPerson == 0 {
		o.RequestsOfPerson = requestsOfPerson
	}
	if o.RequestsOfAddress == 0 {
		o.RequestsOfAddress = requestsOfAddress
	}
	if o.MessagesPerMinute == 0 {
		o.MessagesPerMinute = 30
	}
	if o.TellAtOnce == 0 {
		o.TellAtOnce = tellAtOnce
	}
	if o.Poll == 0 {
		o.Poll = 2 * time.Second
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 15 * time.Second
	}
	if o.Recheck == 0 {
		o.Recheck = 4 * time.Second
	}
	return nil
}

// newEngine leaves out gin's own logger and recovery: ours write slog and problem documents.
func newEngine(a *API) *gin.Engine {
	gin.SetMode(gin.ReleaseMode) // otherwise gin prints its routes
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false
	engine.ContextWithFallback = false
	_ = engine.SetTrustedProxies(nil)
	engine.Use(a.observe, a.admit)
	engine.NoRoute(a.noRoute)
	engine.NoMethod(func(c *gin.Context) {
		a.refuse(c, refusalOf(http.StatusMethodNotAllowed, project.Invalid, "%s is not possible here", c.Request.Method))
	})
	return engine
}

func (a *API) humaConfig() huma.Config {
	c := huma.DefaultConfig("Tutti", apiVersion)
	c.CreateHooks = nil
	c.DocsPath, c.OpenAPIPath, c.SchemasPath = "", "", ""
	c.RejectUnknownQueryParameters = true
	c.Transformers = []huma.Transformer{problemOfHuma}
	describe(c.OpenAPI)
	return c
}

func (a *API) register() {
	a.registerSignIn()
	a.registerSession()
	a.registerPeople()
	a.registerRoster()
	a.registerRanking()
	a.registerTrust()
	a.registerPlan()
	a.registerTemplate()
	a.registerProject()
	a.registerMember()
	a.registerRequirement()
	a.registerSubGig()
	a.registerSchedule()
	a.registerTakeover()
	a.registerEvidence()
	a.registerReplan()
	a.registerStale()
	a.registerOffer()
	a.registerUpload()
	a.registerDelivery()
	a.registerErrand()
	a.registerReview()
	a.registerStem()
	a.registerProposal()
	a.registerDispute()
	a.registerCall()
	a.registerPause()
	a.registerArtifact()
	a.registerCredits()
	a.registerWhere()
	a.registerRoom()
	a.registerMessage()
	a.registerModeration()
	a.registerBrief()
	a.registerRound()
	a.registerExport()
	a.registerEvent()
	a.registerWebhook()
	a.registerLedger()
	a.registerFund()
	a.registerExtra()
	a.registerPayout()
	a.registerStatement()
	a.registerWorkRecord()
	a.registerAuditLog()
	a.registerRetention()
	a.registerBackup()
	a.registerErasure()
	a.registerNotice()
	a.registerHealth()
}

// ServeHTTP answers one request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.engine.ServeHTTP(w, r) }

// Close ends every event stream and the work in the background. It may be called twice.
func (a *API) Close() error {
	a.stop()
	a.tasks.Wait()
	return nil
}

func (a *API) noRoute(c *gin.Context) {
	if a.o.Web != nil && !underRoot(c.Request.URL.Path) {
		c.Status(http.StatusOK) // gin has written down that nothing was found
		a.o.Web.ServeHTTP(c.Writer, c.Request)
		return
	}
	a.refuse(c, refusalOf(http.StatusNotFound, project.NotFound, "there is no such address in the API; see /openapi.json"))
}

func underRoot(path string) bool {
	return path == "/api" || len(path) > 4 && path[:5] == "/api/"
}
