"""Programs of the kinds that people write, to which nothing was tuned."""

from __future__ import annotations

UNTUNED = {
    "iterators": """
struct Countdown { left: u32, log: Vec<String> }
impl Iterator for Countdown {
    type Item = String;
    fn next(&mut self) -> Option<String> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let text = format!("t-{}", self.left);
        self.log.push(text.clone());
        Some(text)
    }
}
fn main() {
    let mut count = Countdown { left: 4, log: Vec::new() };
    let first = count.next();
    let rest: Vec<String> = count.by_ref().filter(|t| !t.ends_with('1')).collect();
    let total: usize = count.log.iter().map(String::len).sum();
    let mut words = rest.into_iter().rev();
    let last = words.next().unwrap();
    for word in words {
        println!("{word}");
    }
    println!("{first:?} {last} {total}");
}
""",
    "generics": """
use std::collections::HashMap;
use std::fmt::Debug;
#[derive(Debug, Clone)]
struct Stack<T, const N: usize> { items: [Option<T>; N], len: usize }
impl<T: Debug + Clone, const N: usize> Stack<T, N> {
    fn new() -> Self { Stack { items: std::array::from_fn(|_| None), len: 0 } }
    fn push(&mut self, item: T) -> Result<(), T> {
        if self.len == N { return Err(item); }
        self.items[self.len] = Some(item);
        self.len += 1;
        Ok(())
    }
    fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        self.items[self.len].take()
    }
}
fn largest<K: Clone, V: PartialOrd + Copy>(map: &HashMap<K, V>) -> Option<(K, V)> {
    let mut best: Option<(K, V)> = None;
    for (key, value) in map {
        match &best {
            Some((_, old)) if *old >= *value => continue,
            _ => best = Some((key.clone(), *value)),
        }
    }
    best
}
fn main() {
    let mut stack: Stack<String, 2> = Stack::new();
    stack.push(String::from("a")).unwrap();
    stack.push("b".repeat(3)).unwrap();
    let refused = stack.push(String::from("c"));
    let copy = stack.clone();
    let top = stack.pop();
    let marks = HashMap::from([("x".to_string(), 2.5), ("y".to_string(), 1.0)]);
    let best = largest(&marks);
    println!("{refused:?} {top:?} {} {best:?}", copy.len);
}
""",
    "nested_enums": """
#[derive(Debug)]
enum Json { Null, Bool(bool), Number(f64), Text(String), List(Vec<Json>), Object(Vec<(String, Json)>) }
#[derive(Debug)]
enum Token { Open, Close, Value(Option<Box<Json>>) }
fn depth(value: &Json) -> usize {
    match value {
        Json::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Json::Object(fields) => 1 + fields.iter().map(|(_, v)| depth(v)).max().unwrap_or(0),
        _ => 0,
    }
}
fn main() {
    let inner = Json::List(vec![Json::Null, Json::Bool(true), Json::Number(1.5)]);
    let object = Json::Object(vec![("a".into(), inner), ("b".into(), Json::Text("t".into()))]);
    let how_deep = depth(&object);
    let tokens = [Token::Open, Token::Value(Some(Box::new(object))), Token::Value(None), Token::Close];
    let mut kept = Vec::new();
    for token in tokens {
        if let Token::Value(Some(json)) = token {
            if let Json::Object(fields) = *json {
                for (name, value) in fields {
                    if let Json::Text(text) = value {
                        kept.push((name, text));
                    }
                }
            }
        }
    }
    println!("{how_deep} {kept:?}");
}
""",
    "slices_of_structs": """
#[derive(Debug, Clone, PartialEq)]
struct Player { name: String, score: u32, tags: [u8; 2] }
fn best(players: &[Player]) -> Option<&Player> {
    players.iter().max_by_key(|p| p.score)
}
fn raise(players: &mut [Player], by: u32) {
    for player in players.iter_mut() {
        player.score += by;
    }
}
fn main() {
    let mut players: Vec<Player> = ["ann", "bob", "cy"]
        .iter()
        .zip([3u32, 9, 4])
        .map(|(name, score)| Player { name: name.to_string(), score, tags: [1, 2] })
        .collect();
    let (left, right) = players.split_at_mut(1);
    raise(right, 10);
    left[0].name.push_str("ie");
    let top = best(&players[..2]).cloned();
    players.swap(0, 2);
    players.sort_by(|a, b| a.name.cmp(&b.name));
    let window = &players[1..];
    if let [first, .., last] = &players[..] {
        println!("{} {}", first.name, last.score);
    }
    println!("{top:?} {}", window.len());
}
""",
    "mutual_recursion": """
use std::collections::BTreeMap;
fn even(n: u32, path: &mut Vec<&'static str>) -> bool {
    path.push("even");
    if n == 0 { true } else { odd(n - 1, path) }
}
fn odd(n: u32, path: &mut Vec<&'static str>) -> bool {
    path.push("odd");
    if n == 0 { false } else { even(n - 1, path) }
}
fn hanoi(n: u8, from: char, to: char, by: char, moves: &mut BTreeMap<(char, char), u32>) {
    if n > 0 {
        hanoi(n - 1, from, by, to, moves);
        *moves.entry((from, to)).or_insert(0) += 1;
        hanoi(n - 1, by, to, from, moves);
    }
}
fn main() {
    let mut path = Vec::new();
    let is_even = even(5, &mut path);
    let mut moves = BTreeMap::new();
    hanoi(3, 'a', 'c', 'b', &mut moves);
    println!("{is_even} {} {moves:?}", path.len());
}
""",
    "threads_with_mutex": """
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread;
struct Bank { accounts: Mutex<HashMap<&'static str, i64>>, log: Mutex<Vec<String>> }
fn transfer(bank: &Bank, from: &'static str, to: &'static str, amount: i64) -> Result<(), String> {
    let mut accounts = bank.accounts.lock().unwrap();
    let have = accounts.get(from).copied().unwrap_or(0);
    if have < amount {
        return Err(format!("{from} has {have}"));
    }
    *accounts.get_mut(from).unwrap() -= amount;
    *accounts.entry(to).or_default() += amount;
    drop(accounts);
    bank.log.lock().unwrap().push(format!("{from}->{to}"));
    Ok(())
}
fn main() {
    let bank = Arc::new(Bank { accounts: Mutex::new(HashMap::from([("a", 10)])), log: Mutex::new(vec![]) });
    let threads: Vec<_> = [("a", "b", 4), ("a", "c", 50)]
        .into_iter()
        .map(|(from, to, amount)| {
            let bank = Arc::clone(&bank);
            thread::spawn(move || transfer(&bank, from, to, amount))
        })
        .collect();
    let results: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    let left = bank.accounts.lock().unwrap()["a"];
    println!("{results:?} {left} {}", bank.log.lock().unwrap().len());
}
""",
    "panic_unwinds": """
use std::panic;
struct Guard<'a> { name: &'static str, log: &'a mut Vec<String> }
impl Drop for Guard<'_> {
    fn drop(&mut self) {
        let line = format!("{} ends", self.name);
        self.log.push(line);
    }
}
fn inner(log: &mut Vec<String>, parts: Vec<String>) -> usize {
    let guard = Guard { name: "inner", log };
    let index = parts.len() + 3;
    guard.log.push(parts[0].clone());
    parts[index].len()
}
fn outer(log: &mut Vec<String>) -> usize {
    let kept = vec![1u64, 2];
    let parts = vec![String::from("one"), String::from("two")];
    let size = inner(log, parts);
    size + kept.len()
}
fn main() {
    let mut log = Vec::new();
    let result = panic::catch_unwind(panic::AssertUnwindSafe(|| outer(&mut log)));
    let failed = result.is_err();
    drop(result);
    println!("{failed} {log:?}");
}
""",
    "rc_cycles": """
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
struct Room { name: &'static str, doors: RefCell<Vec<Rc<Room>>>, back: RefCell<Option<Weak<Room>>>, seen: Cell<u8> }
impl Room {
    fn new(name: &'static str) -> Rc<Room> {
        Rc::new(Room { name, doors: RefCell::default(), back: RefCell::new(None), seen: Cell::new(0) })
    }
    fn visit(self: &Rc<Self>) -> usize {
        if self.seen.replace(1) == 1 { return 0; }
        let doors = self.doors.borrow();
        1 + doors.iter().map(|room| room.visit()).sum::<usize>()
    }
}
fn main() {
    let hall = Room::new("hall");
    let attic = Room::new("attic");
    hall.doors.borrow_mut().push(attic.clone());
    attic.doors.borrow_mut().push(Rc::clone(&hall));
    *attic.back.borrow_mut() = Some(Rc::downgrade(&hall));
    let rooms = hall.visit();
    let counts = (Rc::strong_count(&hall), Rc::weak_count(&hall));
    let home = attic.back.borrow().as_ref().and_then(Weak::upgrade).map(|room| room.name);
    attic.doors.borrow_mut().clear();
    let after = Rc::strong_count(&hall);
    println!("{rooms} {counts:?} {home:?} {after}");
}
""",
    "trait_objects": """
use std::fmt::Display;
trait Plugin { fn name(&self) -> String; fn run(&mut self, input: &str) -> Box<dyn Display>; }
struct Upper { calls: u32 }
struct Chain { inner: Vec<Box<dyn Plugin>>, label: String }
impl Plugin for Upper {
    fn name(&self) -> String { "upper".into() }
    fn run(&mut self, input: &str) -> Box<dyn Display> {
        self.calls += 1;
        Box::new(input.to_uppercase())
    }
}
impl Plugin for Chain {
    fn name(&self) -> String { format!("{}[{}]", self.label, self.inner.len()) }
    fn run(&mut self, input: &str) -> Box<dyn Display> {
        let mut text = input.to_string();
        for plugin in &mut self.inner {
            text = plugin.run(&text).to_string();
        }
        Box::new(text)
    }
}
fn main() {
    let nested: Vec<Box<dyn Plugin>> = vec![Box::new(Upper { calls: 0 })];
    let mut plugins: Vec<Box<dyn Plugin>> = vec![
        Box::new(Upper { calls: 7 }),
        Box::new(Chain { inner: nested, label: "c".to_string() }),
    ];
    let mut shown = String::new();
    for plugin in plugins.iter_mut() {
        let said = plugin.run("hi");
        shown += &format!("{}={said};", plugin.name());
    }
    let numbers: [&dyn Display; 3] = [&1, &2.5, &'c'];
    let removed = plugins.remove(0);
    println!("{shown} {} {}", numbers.len(), removed.name());
}
""",
    "string_growth": r"""
use std::borrow::Cow;
fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(' ') { Cow::Owned(text.replace(' ', "_")) } else { Cow::Borrowed(text) }
}
fn main() {
    let mut text = String::with_capacity(4);
    let mut capacities = vec![text.capacity()];
    for word in ["ab", "cd", "\u{e9}f", "a long word"] {
        text.push_str(word);
        if text.capacity() != capacities[capacities.len() - 1] {
            capacities.push(text.capacity());
        }
    }
    let removed = text.remove(4);
    text.insert(0, '\u{1f980}');
    let tail = text.split_off(6);
    text.shrink_to_fit();
    let parts = [clean(&tail), clean("b c")];
    let joined = parts.concat();
    let boxed: Box<str> = joined.into_boxed_str();
    let bytes = boxed.clone().into_string().into_bytes();
    println!("{text} {removed} {boxed} {} {capacities:?}", bytes.len());
}
""",
}
