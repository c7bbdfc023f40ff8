//@ compiles
use std::cell::RefCell;
use std::collections::HashMap;

struct Config { name: String, tags: Vec<String>, level: u8 }
impl Default for Config {
    fn default() -> Self { Config { name: String::new(), tags: Vec::new(), level: 0 } }
}

fn struct_update(base: Config) -> (Config, u8) {
    let next = Config { level: 2, name: String::from("n"), ..base };
    let level = base.level;
    drop(base.name);
    (next, level)
}

fn take_and_replace(slot: &mut Option<String>, list: &mut Vec<u8>) -> usize {
    let old = slot.take();
    let before = std::mem::replace(list, vec![1]);
    *slot = old.map(|text| text + "!");
    before.len()
}

fn labelled(grid: &[Vec<i32>]) -> Option<usize> {
    let found = 'rows: loop {
        for (n, row) in grid.iter().enumerate() {
            if row.is_empty() {
                continue;
            }
            if row[0] > 3 {
                break 'rows Some(n);
            }
        }
        break None;
    };
    found
}

fn ignored(lock: &RefCell<Vec<u8>>) {
    let _ = lock.borrow_mut();
    let _kept = lock.borrow_mut();
    let _ = String::from("gone at once");
}

fn slices(list: &mut [String]) -> usize {
    match list {
        [] => 0,
        [only] => {
            only.push('!');
            1
        }
        [first, .., last] => {
            std::mem::swap(first, last);
            2
        }
    }
}

fn question(text: &str, out: &mut Vec<i32>) -> Result<usize, std::num::ParseIntError> {
    let total = text.parse::<i32>()? + out.pop().unwrap_or(0);
    out.push(total);
    Ok(out.len())
}

fn two_phase(list: &mut Vec<usize>) {
    list.push(list.len());
    let count = list.len();
    list.insert(count, list[0]);
}

fn nested(words: Vec<String>) -> impl Fn(usize) -> Option<String> {
    let index: HashMap<usize, usize> = words.iter().enumerate().map(|(n, w)| (w.len(), n)).collect();
    move |size| {
        let look = |n: &usize| words.get(*n).cloned();
        index.get(&size).and_then(look)
    }
}

fn by_ref(pair: (String, String)) -> usize {
    let (ref left, ref right) = pair;
    let size = left.len() + right.len();
    let (left, _) = pair;
    size + left.len()
}

fn guard_match(value: Option<String>, short: bool) -> String {
    match value {
        Some(text) if short && text.len() > 3 => text[..3].to_string(),
        Some(text) => text,
        None => String::new(),
    }
}

fn let_else(input: Option<&str>) -> usize {
    let Some(text) = input else {
        return 0;
    };
    text.len()
}

fn loop_value(mut list: Vec<String>) -> String {
    let longest = loop {
        let Some(word) = list.pop() else { break String::new() };
        if word.len() > 2 { break word; }
    };
    longest
}

fn shadowed() {
    let text = String::from("a");
    let text = text + "b";
    let text = text.as_str();
    println!("{text}");
}

fn higher<F>(apply: F) -> usize where F: for<'a> Fn(&'a str) -> &'a str {
    let owned = String::from(" x ");
    apply(&owned).len()
}

fn raw(list: &mut Vec<u8>) -> u8 {
    let pointer = list.as_mut_ptr();
    list.push(1);
    unsafe { *pointer }
}

fn entry(map: &mut HashMap<String, u32>, key: String) -> u32 {
    let count = map.entry(key).or_insert(0);
    *count += 1;
    *count
}

fn main() {
    let c = struct_update(Config::default());
    println!("{}", c.1);
}
