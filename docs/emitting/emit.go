// Records a turnstile in Go, as examples/turnstile does in C++. The one argument is the file for the trace.
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"os"
	"sync"
	"time"
)

// Observed is what was seen of a variable, or of the part of it at Path.
type Observed struct {
	Var   string `json:"var"`
	Path  []any  `json:"path,omitempty"`
	Value any    `json:"value"`
}

type event struct {
	Event  string            `json:"event"`
	Node   string            `json:"node"`
	Seq    uint64            `json:"seq"`
	Clock  map[string]uint64 `json:"clock"`
	Time   int64             `json:"time"`
	Params map[string]any    `json:"params,omitempty"`
	After  []Observed        `json:"after,omitempty"`
}

// Tracer writes a trace of one node (docs/formats/trace.md).
type Tracer struct {
	mutex sync.Mutex
	node  string
	clock map[string]uint64
	out   *json.Encoder // one write a line, without a buffer: it survives the process
}

func NewTracer(node, file string) (*Tracer, error) {
	out, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	t := &Tracer{node: node, clock: map[string]uint64{}, out: json.NewEncoder(out)}
	if err := t.goOn(out); err != nil {
		return nil, err
	}
	header := map[string]any{"trestle": 1, "node": node, "pid": os.Getpid(), "started": time.Now().UnixNano()}
	return t, t.out.Encode(header)
}

// A process that is started again goes on behind the last whole line of the one before.
func (t *Tracer) goOn(file *os.File) error {
	all, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	whole := bytes.LastIndexByte(all, '\n') + 1
	for _, line := range bytes.Split(all[:whole], []byte("\n")) {
		var last event
		if json.Unmarshal(line, &last) == nil && last.Clock != nil {
			t.clock = last.Clock
		}
	}
	return file.Truncate(int64(whole))
}

func (t *Tracer) Event(name string, params map[string]any, after ...Observed) error {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.clock[t.node]++
	return t.out.Encode(event{name, t.node, t.clock[t.node], t.clock, time.Now().UnixNano(), params, after})
}

// Stamp travels with a message.
func (t *Tracer) Stamp() map[string]uint64 {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	stamp := map[string]uint64{}
	for node, count := range t.clock {
		stamp[node] = count
	}
	return stamp
}

// Receive is called before the event that handles the message.
func (t *Tracer) Receive(stamp map[string]uint64) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for node, count := range stamp {
		if count > t.clock[node] {
			t.clock[node] = count
		}
	}
}

func main() {
	tracer, err := NewTracer("gate", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	paid, passed := 0, 0
	for _, coin := range []bool{true, false, true, false} {
		if coin {
			paid++
			err = tracer.Event("Pay", nil, Observed{Var: "paid", Value: paid})
		} else {
			passed++
			err = tracer.Event("Pass", nil, Observed{Var: "passed", Value: passed})
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}
