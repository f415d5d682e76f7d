package project

// ReviewSound is the profile of the form of a sound that the review room fetches in parts and plays beside others: samples of
// one channel, ReviewRate a second, each 16 bits with the low byte first. Like every preview it stands for an original that
// waits in the vault.
const (
	ReviewSound = "review.pcm"
	ReviewRate  = 24_000
)

// StemShown reports whether the review room plays the delivery: it is approved, or waits for its review.
func (d Delivery) StemShown() bool {
	return d.Inspection != nil && (d.State == DeliveryApproved || d.State == DeliveryInReview)
}
