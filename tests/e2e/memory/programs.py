"""Small programs whose recordings are held against what else is known of them."""

from __future__ import annotations

NOISY = """
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
"""

PROGRAMS = {
    "song": """
fn shout(text: &mut String) {
    text.push_str("!!");
}
fn main() {
    let mut song = String::from("la la");
    let words = vec![song.clone(), String::from("do")];
    let first = &words[0];
    println!("{first}");
    shout(&mut song);
    let album = words;
    let hit = Box::new(song);
    println!("{} {hit}", album.len());
}
""",
    "drops": NOISY
    + """
struct Pair { a: Noisy, b: Noisy }
fn pick(flag: bool) -> Option<Noisy> {
    let kept = Noisy("kept");
    let other = Noisy("other");
    if flag {
        return Some(kept);
    }
    drop(other);
    None
}
fn main() {
    let x = Noisy("x");
    let v = vec![Noisy("v0"), Noisy("v1")];
    let p = Pair { a: Noisy("a"), b: Noisy("b") };
    let moved = p.a;
    let got = pick(true);
    let none = pick(false);
    let later;
    if got.is_some() {
        later = Noisy("later");
        println!("{}", later.0);
    }
    let _ = none;
    println!("{} {} {} {}", x.0, v.len(), moved.0, p.b.0);
}
""",
    "panics": NOISY
    + """
fn deep(numbers: &[i32], index: usize) -> i32 {
    let guard = Noisy("guard");
    println!("{}", guard.0);
    numbers[index]
}
fn main() {
    let outer = Noisy("outer");
    let text = String::from("text");
    println!("{} {text}", outer.0);
    println!("{}", deep(&[1, 2], text.len()));
}
""",
    "shared": """
use std::cell::RefCell;
use std::rc::{Rc, Weak};
struct Person { name: String, boss: RefCell<Weak<Person>>, team: RefCell<Vec<Rc<Person>>> }
fn person(name: &str) -> Rc<Person> {
    let name = String::from(name);
    Rc::new(Person { name, boss: RefCell::new(Weak::new()), team: RefCell::new(Vec::new()) })
}
fn main() {
    let ada = person("Ada");
    let bo = person("Bo");
    ada.team.borrow_mut().push(Rc::clone(&bo));
    *bo.boss.borrow_mut() = Rc::downgrade(&ada);
    let boss = bo.boss.borrow().upgrade();
    if let Some(boss) = boss {
        println!("{} leads {}", boss.name, bo.name);
    }
    drop(ada);
    println!("{}", bo.boss.borrow().upgrade().is_none());
}
""",
    "loop": """
fn main() {
    let mut squares = Vec::new();
    for n in 0..40 {
        let square = n * n;
        squares.push(square);
    }
    let mut rest = squares.len();
    while rest > 0 {
        rest -= 1;
    }
    println!("{}", squares[39]);
}
""",
    "recursion": """
enum List { Cons(u32, Box<List>), Nil }
fn build(n: u32) -> List {
    if n == 0 {
        return List::Nil;
    }
    let rest = build(n - 1);
    List::Cons(n, Box::new(rest))
}
fn sum(list: &List) -> u32 {
    match list {
        List::Cons(n, rest) => n + sum(rest),
        List::Nil => 0,
    }
}
fn main() {
    let list = build(12);
    println!("{}", sum(&list));
}
""",
    "closures": """
fn apply<F: FnOnce(i32) -> String>(f: F) -> String {
    f(2)
}
fn main() {
    let factor = 3;
    let mut seen = Vec::new();
    let name = String::from("n");
    let mut note = |n: i32| seen.push(n * factor);
    note(1);
    note(2);
    let text = apply(move |n| format!("{name}{n}"));
    println!("{text} {seen:?}");
}
""",
    "threads": """
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
fn main() {
    let total = Arc::new(Mutex::new(0));
    let mut handles = Vec::new();
    for id in 1..=3 {
        let total = Arc::clone(&total);
        handles.push(thread::spawn(move || {
            let mut guard = total.lock().unwrap();
            *guard += id;
        }));
    }
    for handle in handles {
        handle.join().unwrap();
    }
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        sender.send(5).unwrap();
    });
    let got: i32 = receiver.recv().unwrap();
    println!("{} {got}", total.lock().unwrap());
}
""",
    "moves": """
#[derive(Debug)]
struct Order { id: u32, items: Vec<String>, note: Option<String> }
fn total(order: Order) -> usize {
    order.items.len() + order.id as usize
}
fn main() {
    let order = Order { id: 1, items: vec![String::from("tea")], note: Some(String::from("hot")) };
    let note = order.note;
    let rest = Order { note: None, ..Order { id: 2, items: order.items, note: None } };
    let mut spare = Some(String::from("spare"));
    let taken = spare.take();
    let old = std::mem::replace(&mut spare, Some(String::from("new")));
    println!("{note:?} {taken:?} {old:?} {spare:?} {}", rest.id);
    println!("{}", total(rest));
}
""",
    "raw": """
fn main() {
    let mut number = 5;
    let pointer = &raw mut number;
    unsafe { *pointer += 1 };
    let boxed = Box::new(7);
    let leaked = Box::into_raw(boxed);
    let freed = leaked;
    unsafe { drop(Box::from_raw(leaked)) };
    println!("{number} {}", freed.is_null());
}
""",
    "generic": """
trait Area { fn area(&self) -> f64; }
struct Square(f64);
struct Circle { radius: f64 }
impl Area for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
}
impl Area for Circle {
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
}
fn largest<T: PartialOrd + Copy>(values: &[T]) -> T {
    let mut best = values[0];
    for &value in values {
        if value > best {
            best = value;
        }
    }
    best
}
fn main() {
    let shapes: Vec<Box<dyn Area>> = vec![Box::new(Square(2.0)), Box::new(Circle { radius: 1.0 })];
    let areas: Vec<f64> = shapes.iter().map(|shape| shape.area()).collect();
    println!("{} {}", largest(&areas), largest(&[1, 3, 2]));
}
""",
    "question": """
use std::num::ParseIntError;
fn parse(text: &str) -> Result<i32, ParseIntError> {
    let number: i32 = text.parse()?;
    Ok(number + 1)
}
fn main() {
    let good = parse("41");
    let bad = parse("x");
    println!("{good:?} {}", bad.is_err());
    let text = match good {
        Ok(number) if number > 40 => format!("big {number}"),
        Ok(number) => number.to_string(),
        Err(_) => String::new(),
    };
    println!("{text}");
}
""",
    "state_machine": """
use std::mem;
#[derive(Debug)]
enum State { Idle, Running { job: Box<Job>, ticks: u32 }, Done(Result<String, Failure>) }
#[derive(Debug)]
struct Job { name: String, left: u32 }
#[derive(Debug)]
struct Failure;
struct Machine { state: State, history: Vec<&'static str> }
impl Machine {
    fn step(&mut self) {
        let old = mem::replace(&mut self.state, State::Idle);
        self.state = match old {
            State::Idle => {
                self.history.push("start");
                State::Running { job: Box::new(Job { name: "j".into(), left: 2 }), ticks: 0 }
            }
            State::Running { mut job, ticks } if job.left > 0 => {
                job.left -= 1;
                State::Running { job, ticks: ticks + 1 }
            }
            State::Running { job, ticks } => {
                let Job { name, .. } = *job;
                State::Done(if ticks > 1 { Ok(name) } else { Err(Failure) })
            }
            done @ State::Done(_) => done,
        };
    }
}
fn main() {
    let mut machine = Machine { state: State::Idle, history: vec![] };
    let mut steps = 0;
    while !matches!(machine.state, State::Done(_)) {
        machine.step();
        steps += 1;
    }
    if let State::Done(Ok(name)) = machine.state {
        println!("{name} {steps} {:?}", machine.history);
    }
}
""",
    "polled": """
use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll, Waker};
struct Later(u8);
impl Future for Later {
    type Output = u8;
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u8> {
        if self.0 == 0 { return Poll::Ready(7); }
        self.0 -= 1;
        Poll::Pending
    }
}
async fn add(text: String) -> usize {
    let one = Later(1).await;
    let two = Later(2).await;
    text.len() + one as usize + two as usize
}
fn main() {
    let mut task = pin!(add(String::from("abc")));
    let mut context = Context::from_waker(Waker::noop());
    let mut polls = 0;
    let got = loop {
        polls += 1;
        if let Poll::Ready(n) = task.as_mut().poll(&mut context) { break n; }
    };
    println!("{got} {polls}");
}
""",
    "raw_stack": """
use std::ptr;
struct Stack<T> { head: *mut Item<T>, len: usize }
struct Item<T> { value: T, next: *mut Item<T> }
impl<T> Stack<T> {
    fn push(&mut self, value: T) {
        let item = Box::new(Item { value, next: self.head });
        self.head = Box::into_raw(item);
        self.len += 1;
    }
    fn pop(&mut self) -> Option<T> {
        if self.head.is_null() { return None; }
        let item = unsafe { Box::from_raw(self.head) };
        self.head = item.next;
        self.len -= 1;
        Some(item.value)
    }
}
impl<T> Drop for Stack<T> {
    fn drop(&mut self) { while self.pop().is_some() {} }
}
union Bits { f: f32, u: u32 }
fn main() {
    let mut stack = Stack { head: ptr::null_mut(), len: 0 };
    stack.push(String::from("low"));
    stack.push(String::from("high"));
    let top = stack.pop();
    let bits = Bits { f: 1.5 };
    let raw = unsafe { bits.u };
    let slice = unsafe { std::slice::from_raw_parts(&raw as *const u32 as *const u8, 4) };
    println!("{top:?} {raw:x} {slice:?} {}", stack.len);
}
""",
    "macros": """
macro_rules! square { ($x:expr) => { { let y = $x; y * y } }; }
mod shapes {
    pub trait Shape { fn name(&self) -> String { String::from("shape") } fn area(&self) -> f32; }
    #[derive(Clone)]
    pub struct Rect { pub w: f32, pub h: f32 }
    impl Shape for Rect { fn area(&self) -> f32 { self.w * self.h } }
    pub struct Unit;
    impl Shape for Unit { fn name(&self) -> String { "unit".into() } fn area(&self) -> f32 { 1.0 } }
}
use shapes::{Rect, Shape, Unit};
const LIMIT: f32 = 2.5;
static NAMES: [&str; 2] = ["one", "two"];
fn biggest<'a>(all: &'a [Box<dyn Shape>]) -> Option<&'a dyn Shape> {
    let mut best: Option<&dyn Shape> = None;
    for one in all {
        if one.area() > LIMIT && best.map_or(true, |b| one.area() > b.area()) {
            best = Some(one.as_ref());
        }
    }
    best
}
fn main() {
    let rect = Rect { w: 2.0, h: 3.0 };
    let all: Vec<Box<dyn Shape>> = vec![Box::new(Unit), Box::new(rect.clone())];
    let best = biggest(&all).map(|s| s.name()).unwrap_or_default();
    let n = square!(rect.w as i32 + 1);
    let pair @ (x, _) = (n, 'q');
    let text = if let (9, c) = pair { format!("{c}{x}") } else { String::new() };
    println!("{best} {n} {text} {}", NAMES[1]);
}
""",
    "tree": """
#[derive(Debug)]
struct Node<T> { value: T, left: Option<Box<Node<T>>>, right: Option<Box<Node<T>>> }
#[derive(Debug, Default)]
struct Tree<T> { root: Option<Box<Node<T>>>, size: usize }
impl<T: Ord> Tree<T> {
    fn new() -> Self { Tree { root: None, size: 0 } }
    fn insert(&mut self, value: T) -> bool {
        let mut at = &mut self.root;
        while let Some(node) = at {
            if value == node.value { return false; }
            at = if value < node.value { &mut node.left } else { &mut node.right };
        }
        *at = Some(Box::new(Node { value, left: None, right: None }));
        self.size += 1;
        true
    }
    fn depth(node: &Option<Box<Node<T>>>) -> usize {
        match node {
            None => 0,
            Some(node) => 1 + Self::depth(&node.left).max(Self::depth(&node.right)),
        }
    }
}
fn main() {
    let mut tree = Tree::new();
    for value in [5, 2, 8, 2, 9] {
        let new = tree.insert(value);
        if !new { println!("again {value}"); }
    }
    let depth = Tree::depth(&tree.root);
    let Tree { root, size } = tree;
    println!("{depth} {size} {}", root.is_some());
}
""",
    "condition": """
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, RwLock, Condvar, Mutex};
use std::thread;
static HITS: AtomicUsize = AtomicUsize::new(0);
fn work(shared: Arc<RwLock<Vec<usize>>>, id: usize) -> usize {
    for round in 0..2 {
        let mut writer = shared.write().unwrap();
        writer.push(id * 10 + round);
        HITS.fetch_add(1, Ordering::SeqCst);
        drop(writer);
        thread::yield_now();
    }
    id
}
fn main() {
    let shared = Arc::new(RwLock::new(Vec::new()));
    let ready = Arc::new((Mutex::new(false), Condvar::new()));
    let waiter = {
        let ready = Arc::clone(&ready);
        thread::spawn(move || {
            let (lock, condition) = &*ready;
            let mut done = lock.lock().unwrap();
            while !*done { done = condition.wait(done).unwrap(); }
            "woken"
        })
    };
    let ids: Vec<usize> = thread::scope(|scope| {
        let start = |id| {
            let shared = Arc::clone(&shared);
            scope.spawn(move || work(shared, id))
        };
        let handles: Vec<_> = (1..3).map(start).collect();
        handles.into_iter().map(|h| h.join().unwrap()).collect()
    });
    *ready.0.lock().unwrap() = true;
    ready.1.notify_all();
    let said = waiter.join().unwrap();
    println!("{said} {ids:?} {:?} {}", shared.read().unwrap(), HITS.load(Ordering::SeqCst));
}
""",
    "passed_by_reference": """
fn first(mut names: Vec<String>) -> String {
    names.remove(0)
}
fn main() {
    let names = vec![String::from("ada"), String::from("bo")];
    println!("{}", first(names));
}
""",
    "queue": """
use std::collections::VecDeque;
fn main() {
    let mut queue: VecDeque<Vec<u8>> = vec![vec![1], vec![2, 3]].into();
    while let Some(mut task) = queue.pop_front() {
        let done = task.pop();
        if !task.is_empty() { queue.push_back(task); }
        println!("{done:?}");
    }
}
""",
    "caught": """
use std::panic;
fn main() {
    let caught = panic::catch_unwind(|| {
        let number = "x".parse::<u8>();
        number.unwrap()
    });
    println!("{}", caught.is_err());
}
""",
}
