// The Go peer: net/http + database/sql + mattn/go-sqlite3 (the Debian package, system SQLite).
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

const (
	ordersSQL = `SELECT id FROM orders WHERE email = ?1
		UNION SELECT id FROM orders WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)`
	activitySQL = `SELECT visitor, type, description, time FROM activity
		WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)`
	clickSQL = `INSERT INTO activity(visitor, type, description, time) VALUES (?1, 'click', ?2, ?3)`
)

var forgetSQL = []string{
	`DELETE FROM activity WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)`,
	`UPDATE orders SET email = NULL, customer = NULL, visitor = NULL
		WHERE email = ?1 OR visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)
		OR customer IN (SELECT id FROM customer WHERE email = ?1)`,
	`DELETE FROM visitor_link WHERE email = ?1`,
	`DELETE FROM customer WHERE email = ?1`,
}

type activity struct {
	Visitor     string `json:"visitor"`
	Type        string `json:"type"`
	Description string `json:"description"`
	Time        int64  `json:"time"`
}

type info struct {
	Status   string     `json:"status"`
	Orders   []string   `json:"orders"`
	Activity []activity `json:"activity"`
}

type shop struct {
	Key        string `json:"key"`
	PrivateKey string `json:"private_key"`
	File       string `json:"file"`

	read, write        *sql.DB
	orders, activities *sql.Stmt
	click              *sql.Stmt
	forget             []*sql.Stmt

	jobs chan job // with GROUP=1 only: writes waiting for the next group commit
}

type job struct {
	run  func(tx *sql.Tx) error
	done chan error
}

// The driver starts a goroutine per statement for a context that can be cancelled; this one cannot.
var bg = context.Background()

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func (s *shop) open(dir string) {
	path := "file:" + filepath.Join(dir, s.File) + "?_busy_timeout=10000&_cache_size=-8192&_secure_delete=on&_synchronous=FULL"
	s.write = must(sql.Open("sqlite3", path+"&_journal_mode=WAL&_txlock=immediate"))
	s.write.SetMaxOpenConns(1)
	s.click = must(s.write.Prepare(clickSQL))
	for _, text := range forgetSQL {
		s.forget = append(s.forget, must(s.write.Prepare(text)))
	}
	s.read = must(sql.Open("sqlite3", path+"&mode=ro"))
	s.read.SetMaxOpenConns(2)
	s.read.SetMaxIdleConns(2)
	s.orders = must(s.read.Prepare(ordersSQL))
	s.activities = must(s.read.Prepare(activitySQL))
	for name, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "secure_delete": "1"} {
		var got string
		if err := s.write.QueryRow("PRAGMA " + name).Scan(&got); err != nil || got != want {
			log.Fatal("pragma not in force: ", name, got, err)
		}
	}
}

func (s *shop) info(email string) (*info, error) {
	tx, err := s.read.BeginTx(bg, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	out := &info{Status: "ok", Orders: make([]string, 0, 4), Activity: make([]activity, 0, 24)}
	rows, err := tx.Stmt(s.orders).Query(email)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out.Orders = append(out.Orders, id)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows, err = tx.Stmt(s.activities).Query(email)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a activity
		if err := rows.Scan(&a.Visitor, &a.Type, &a.Description, &a.Time); err != nil {
			return nil, err
		}
		out.Activity = append(out.Activity, a)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return out, tx.Commit()
}

func (s *shop) transaction(run func(tx *sql.Tx) error) error {
	tx, err := s.write.BeginTx(bg, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := run(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// One goroutine a shop: whatever waits is committed together, and answered after that commit.
// A group that fails is run again one by one, so each request gets its own outcome.
func (s *shop) group() {
	for first := range s.jobs {
		batch := []job{first}
	drain:
		for len(batch) < 100 {
			select {
			case next := <-s.jobs:
				batch = append(batch, next)
			default:
				break drain
			}
		}
		err := s.transaction(func(tx *sql.Tx) error {
			for _, j := range batch {
				if err := j.run(tx); err != nil {
					return err
				}
			}
			return nil
		})
		for _, j := range batch {
			if err != nil && len(batch) > 1 {
				j.done <- s.transaction(j.run)
			} else {
				j.done <- err
			}
		}
	}
}

func (s *shop) perform(run func(tx *sql.Tx) error) error {
	if s.jobs == nil {
		return s.transaction(run)
	}
	done := make(chan error, 1)
	s.jobs <- job{run, done}
	return <-done
}

func (s *shop) erase(email string) error {
	return s.perform(func(tx *sql.Tx) error {
		for _, statement := range s.forget {
			if _, err := tx.Stmt(statement).Exec(email); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *shop) logClick(visitor, product string) error {
	now := time.Now().Unix()
	if s.jobs == nil {
		_, err := s.click.Exec(visitor, "product "+product, now)
		return err
	}
	return s.perform(func(tx *sql.Tx) error {
		_, err := tx.Stmt(s.click).Exec(visitor, "product "+product, now)
		return err
	})
}

var (
	shops  = map[string]*shop{}
	okBody = []byte(`{"status":"ok"}`)
)

func reply(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h["Content-Type"] = []string{"application/json; charset=utf-8"}
	if status != http.StatusOK {
		w.WriteHeader(status)
	}
	w.Write(body)
}

func refuse(w http.ResponseWriter) {
	reply(w, http.StatusUnauthorized, []byte(`{"status":"error","message":"wrong key"}`))
}
func bad(w http.ResponseWriter) {
	reply(w, http.StatusBadRequest, []byte(`{"status":"error","message":"missing parameter"}`))
}
func broken(w http.ResponseWriter, err error) {
	log.Print(err)
	reply(w, http.StatusInternalServerError, []byte(`{"status":"error","message":"internal"}`))
}

func private(w http.ResponseWriter, q url.Values) (*shop, string) {
	s := shops[q.Get("key")]
	if s == nil || s.PrivateKey != q.Get("private_key") {
		refuse(w)
		return nil, ""
	}
	email := q.Get("email")
	if email == "" {
		bad(w)
		return nil, ""
	}
	return s, email
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go-peer DATADIR PORT")
	}
	var list []*shop
	if err := json.Unmarshal(must(os.ReadFile(filepath.Join(os.Args[1], "shops.json"))), &list); err != nil {
		log.Fatal(err)
	}
	for _, s := range list {
		s.open(os.Args[1])
		if os.Getenv("GROUP") == "1" {
			s.jobs = make(chan job, 256)
			go s.group()
		}
		shops[s.Key] = s
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/v2/privacy/info", func(w http.ResponseWriter, r *http.Request) {
		s, email := private(w, r.URL.Query())
		if s == nil {
			return
		}
		out, err := s.info(email)
		if err != nil {
			broken(w, err)
			return
		}
		body, _ := json.Marshal(out)
		reply(w, http.StatusOK, body)
	})
	mux.HandleFunc("/v2/privacy/forget", func(w http.ResponseWriter, r *http.Request) {
		s, email := private(w, r.URL.Query())
		if s == nil {
			return
		}
		if err := s.erase(email); err != nil {
			broken(w, err)
			return
		}
		reply(w, http.StatusOK, okBody)
	})
	mux.HandleFunc("/v2/log/click", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		s := shops[q.Get("key")]
		if s == nil {
			refuse(w)
			return
		}
		product, visitor := q.Get("product"), q.Get("visitor")
		if product == "" || visitor == "" {
			bad(w)
			return
		}
		if err := s.logClick(visitor, product); err != nil {
			broken(w, err)
			return
		}
		reply(w, http.StatusOK, okBody)
	})
	log.Fatal(http.ListenAndServe(fmt.Sprintf("127.0.0.1:%s", os.Args[2]), mux))
}
