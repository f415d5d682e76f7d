package project

import "time"

// DeliveryState is where a delivery stands.
type DeliveryState string

// The states of a delivery. A draft is written down but not yet accepted by the process.
const (
	DeliveryDraft     DeliveryState = "draft"
	DeliverySubmitted DeliveryState = "submitted"
	DeliveryRejected  DeliveryState = "rejected" // inspection blocked it
	DeliveryInReview  DeliveryState = "in_review"
	DeliveryRevised   DeliveryState = "revised" // a revision was asked for
	DeliveryApproved  DeliveryState = "approved"
	DeliveryWithdrawn DeliveryState = "withdrawn" // its seller left before a decision
	DeliveryReplaced  DeliveryState = "replaced"  // it was approved, and a later one was approved in its place
)

// Delivery is a numbered, immutable version of a sub-gig's result.
type Delivery struct {
	ID          DeliveryID
	Project     ProjectID
	SubGig      SubGigID
	Seller      PersonID
	Version     int // 0 while draft
	State       DeliveryState
	Note        string
	Declaration *Declaration // nil when nothing was declared
	Files       []DeliveryFile
	Inspection  *Inspection // nil until inspected
	CreatedAt   time.Time
	SubmittedAt time.Time
}

// DeliveryFile is one stored file of a delivery.
type DeliveryFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size_bytes"`
	Type   string `json:"type"`
}

// MaxDeliveryFiles is the greatest number of files in one delivery.
const MaxDeliveryFiles = 100

// DeliveryMark is a change of a delivery that the process decided.
type DeliveryMark struct {
	ID      DeliveryID    `json:"id"`
	State   DeliveryState `json:"state"`
	Version int           `json:"version,omitempty"`
}

// UploadState is where an upload stands.
type UploadState string

// The states of an upload.
const (
	UploadOpen     UploadState = "open"     // parts are coming
	UploadChecking UploadState = "checking" // all parts are there; the server reads them again
	UploadReady    UploadState = "ready"    // stored under its hash, can be delivered
	UploadAborted  UploadState = "aborted"
)

// Upload is bytes on their way, not yet trusted.
type Upload struct {
	ID          UploadID
	Owner       PersonID
	Project     ProjectID
	SubGig      SubGigID // empty for a reference
	Name        string
	Size        int64
	Type        string
	Fingerprint string // the client's own key for resuming: same owner, sub-gig and fingerprint, same upload
	PartSize    int64
	Parts       int
	StoreID     string // the store's multipart upload id
	State       UploadState
	SHA256      string // when ready
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Sizes of the parts of an upload, in bytes.
const (
	MinPartSize = 8 << 20
	MaxPartSize = 512 << 20
	MaxParts    = 9000
)

// PartSizeFor gives the part size for a file: 8 MiB, more only when there would be over 9,000 parts.
func PartSizeFor(size int64) int64 {
	part := int64(MinPartSize)
	if need := (size + MaxParts - 1) / MaxParts; need > part {
		part = (need + (1 << 20) - 1) >> 20 << 20
	}
	return min(part, MaxPartSize)
}

// PartCount gives the number of parts of a file of the size; one for an empty file.
func PartCount(size, part int64) int {
	return max(1, int((size+part-1)/part))
}
