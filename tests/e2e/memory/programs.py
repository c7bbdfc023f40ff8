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
}
