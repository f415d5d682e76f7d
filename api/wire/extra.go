package wire

// Extra is something that the buyer can order besides. The seller confirms an order.
type Extra struct {
	Key         string `json:"key"`
	Title       string `json:"title"`
	PriceMinor  int64  `json:"price_minor" doc:"what the seller earns in addition"`
	TimeSeconds int64  `json:"time_seconds,omitempty" doc:"time that is added"`
}
