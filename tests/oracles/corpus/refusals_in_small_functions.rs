//@ error E0381 E0382 E0499 E0502 E0505 E0597 E0716
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

struct Parser<'a> { text: &'a str, at: usize }
impl<'a> Parser<'a> {
    fn word(&mut self) -> &'a str {
        let start = self.at;
        self.at += 1;
        &self.text[start..self.at]
    }
    fn peek(&mut self) -> &mut usize { &mut self.at }
}

fn two_peeks(p: &mut Parser) {
    let a = p.peek();
    let b = p.peek();
    *a += *b;
}

fn keep_words(p: &mut Parser) -> usize {
    let a = p.word();
    let b = p.word();
    a.len() + b.len()
}

fn while_iterating(map: &mut HashMap<u8, String>) {
    for (key, value) in map.iter() {
        if value.is_empty() {
            map.remove(key);
        }
    }
}

fn use_after_loop(names: Vec<String>) {
    for name in names {
        println!("{name}");
    }
    println!("{}", names.len());
}

fn two_threads(data: Arc<Mutex<Vec<u8>>>) {
    let handle = std::thread::spawn(move || data.lock().unwrap().push(1));
    handle.join().unwrap();
    println!("{:?}", data);
}

struct Selfish<'a> { text: String, part: Option<&'a str> }
fn selfish() {
    let mut s = Selfish { text: String::from("ab"), part: None };
    s.part = Some(&s.text);
    let moved = s;
    println!("{:?}", moved.part);
}

fn early(map: &mut HashMap<u8, String>) -> &mut String {
    if let Some(found) = map.get_mut(&1) {
        return found;
    }
    map.insert(1, String::new());
    map.get_mut(&1).unwrap()
}

fn question_move(text: String) -> Result<String, String> {
    let size: usize = check(text)?;
    if size > 1 { return Err(text); }
    Ok(text)
}
fn check(text: String) -> Result<usize, String> { Ok(text.len()) }

fn closure_conflict() {
    let mut count = 0;
    let mut add = || count += 1;
    println!("{count}");
    add();
}

fn swapped(pair: &mut (String, String)) {
    let (left, right) = pair;
    std::mem::swap(left, &mut pair.1);
    right.clear();
}

fn dyn_kept(list: &mut Vec<Box<dyn Fn() -> usize>>) {
    let text = String::from("a");
    list.push(Box::new(|| text.len()));
}

fn tail() -> usize {
    let cell = std::cell::RefCell::new(vec![1]);
    let first = cell.borrow().first().unwrap();
    *first
}

fn maybe(flag: bool) -> String {
    let text;
    if flag { text = String::from("a"); }
    text
}

fn main() {}
