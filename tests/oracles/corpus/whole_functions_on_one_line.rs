//@ error E0382 E0384 E0499 E0500 E0502 E0503 E0505 E0506 E0524 E0594 E0597 E0621 E0716
// All on one line: what is done in a loop comes before what is done behind it, and nothing is told out of its order.
use std::rc::Rc;

struct Game { score: u32, players: Vec<String> }

fn two(v: &mut Vec<String>) { let a = &mut v[0]; let b = &mut v[1]; std::mem::swap(a, b); } //~ E0499
fn grow(v: &mut Vec<String>) { for s in v.iter() { if s.is_empty() { v.push(s.clone()); } } } //~ E0502
fn gone(v: Vec<String>) { let f = v.first(); drop(v); println!("{f:?}"); } //~ E0505
fn changed() { let mut n = 1; let r = &n; n = 2; println!("{r}"); } //~ E0506
fn inner() -> usize { let r; { let s = String::from("s"); r = s.as_str(); } r.len() } //~ E0597
fn freed() { let s = String::from("a").as_str().trim(); println!("{s}"); } //~ E0716
fn looped(v: Vec<String>) { for s in v { drop(s); } println!("{}", v.len()); } //~ E0382
fn used() { let mut n = 1; let r = &mut n; let m = n + 1; *r = m; } //~ E0503
fn twice() { let (a, mut b) = (1, 2); b += a; a += b; } //~ E0384
fn shared(c: &Rc<u32>) { **c = 1; } //~ E0594
fn both<'a>(x: &'a str, y: &str) -> Vec<&'a str> { vec![x, y] } //~ E0621
fn sum(list: &[u32]) -> u32 { let mut s = 0; for n in list { s += n; } s }
fn count() -> u32 { let mut n = 1; n += 2; n }

impl Game {
    fn note(&mut self, name: &str) { self.score += name.len() as u32; }
    fn all(&mut self) { self.players.iter().for_each(|p| self.note(p)); } //~ E0500
    fn pair(&mut self) {
        let mut one = || self.score += 1;
        let mut two = || self.note("two"); //~ E0524
        one();
        two();
    }
}

fn main() {}
