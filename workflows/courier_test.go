package workflows

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/testsuite"

	"tutti/activities"
)

func courierStage(t *testing.T) *testsuite.TestWorkflowEnvironment {
	t.Helper()
	suite := &testsuite.WorkflowTestSuite{}
	s := suite.NewTestWorkflowEnvironment()
	Register(s)
	s.RegisterActivity(&activities.Courier{})
	return s
}

// TestTheCourierGoesOnWhileThereIsMore and then ends: an instance in which nothing is to be sent has no courier.
func TestTheCourierGoesOnWhileThereIsMore(t *testing.T) {
	s, rounds := courierStage(t), 0
	s.OnActivity((*activities.Courier)(nil).SendLetters, mock.Anything).Return(func(context.Context) (activities.LettersSent, error) {
		rounds++
		return activities.LettersSent{More: rounds < 4}, nil
	})
	s.ExecuteWorkflow(Courier, CourierInput{})
	if err := s.GetWorkflowError(); err != nil || rounds != 4 {
		t.Errorf("%d rounds, %v", rounds, err)
	}
}

func TestACourierThatCannotWorkEnds(t *testing.T) {
	s, rounds := courierStage(t), 0
	s.OnActivity((*activities.Courier)(nil).SendLetters, mock.Anything).Return(func(context.Context) (activities.LettersSent, error) {
		rounds++
		return activities.LettersSent{}, errors.New("the records are away")
	})
	s.ExecuteWorkflow(Courier, CourierInput{})
	if s.GetWorkflowError() == nil || rounds != 10 {
		t.Errorf("%d rounds, %v", rounds, s.GetWorkflowError())
	}
}
