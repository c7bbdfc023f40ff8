//@ compiles no_run
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::fmt::Display;
use std::rc::{Rc, Weak};
use std::sync::{Arc, Mutex};

struct Song<'a> { title: &'a str }
enum Shape { Round(f64), Flat }
mod shop { pub struct Item<T>(pub T); pub trait Price { fn price(&self) -> u32; } impl Price for u8 { fn price(&self) -> u32 { 1 } } }
use shop::Price;
struct Ring<T, const N: usize> { all: [T; N] }

fn double(x: i32) -> i32 { x * 2 }
//        ^? i32
fn pick<'a>(first: &'a str, second: &'a str) -> &'a str { let won = first; won }
//          ^? &str
//                          ^? &str
//                                                            ^? &str
fn adder(n: i32) -> impl Fn(i32) -> i32 { move |x| x + n }
//       ^? i32
async fn load(n: u8) -> String { let text = n.to_string(); text }
fn each<T: Display + Clone>(all: &[T]) -> Option<T> { let one = all.first(); one.cloned() }
//                          ^? &[T]
//                                                        ^? Option<&T>
fn split<'a>(s: &'a mut [u8]) { let (l, r) = s.split_at_mut(1); l[0] = r[0]; }
//           ^? &mut [u8]
//                                   ^? &mut [u8]
//                                      ^? &mut [u8]
fn main() {
    let a = 1;
//      ^? i32
    let b = 2u8;
//      ^? u8
    let c = 1.5;
//      ^? f64
    let d = 'x';
//      ^? char
    let e = true;
//      ^? bool
    let f = ();
//      ^? ()
    let g = "hi";
//      ^? &str
    let h = String::from("hi");
//      ^? String
    let i = &h;
//      ^? &String
    let j = &i;
//      ^? &&String
    let mut k = vec![1, 2];
//          ^? Vec<i32>
    let l = &mut k;
//      ^? &mut Vec<i32>
    l.push(3);
    let m = &k[..];
//      ^? &[i32]
    let n = [1u8; 4];
//      ^? [u8; 4]
    let o = (1, "a", 'c');
//      ^? (i32, &str, char)
    let p = (1,);
//      ^? (i32,)
    let q = Some(3);
//      ^? Option<i32>
    let r: Result<i32, String> = Ok(1);
//      ^? Result<i32, String>
    let s = Box::new(5);
//      ^? Box<i32>
    let t = Rc::new(RefCell::new(vec![1u8]));
//      ^? Rc<RefCell<Vec<u8>>>
    let u = Arc::new(Mutex::new(0));
//      ^? Arc<Mutex<i32>>
    let v = u.lock().unwrap();
//      ^? MutexGuard<'_, i32>
    let mut w: HashMap<String, Vec<u8>> = HashMap::new();
//          ^? HashMap<String, Vec<u8>>
    let x: BTreeMap<u8, char> = BTreeMap::new();
//      ^? BTreeMap<u8, char>
    let y: HashSet<&str> = HashSet::new();
//      ^? HashSet<&str>
    let z: VecDeque<i64> = VecDeque::new();
//      ^? VecDeque<i64>
    let aa = k.iter();
//      ^? Iter<'_, i32>
    let bb = k.iter().map(|x| x + 1);
//      ^? Map<Iter<'_, i32>, closure>
    let cc = k.iter().enumerate().filter(|(i, _)| *i > 0);
//      ^? Filter<Enumerate<Iter<'_, i32>>, closure>
    let dd = |x: i32| x + 1;
//      ^? closure
    let ee = double;
//      ^? fn(i32) -> i32 {double}
    let ff: fn(i32) -> i32 = double;
//      ^? fn(i32) -> i32
    let gg: Box<dyn Fn(i32) -> i32> = Box::new(|x| x);
//      ^? Box<dyn Fn(i32) -> i32>
    let hh: &dyn Display = &a;
//      ^? &dyn Display
    let ii: Box<dyn Display + Send> = Box::new(1);
//      ^? Box<dyn Display + Send>
    let jj = adder(1);
//      ^? impl Fn(i32) -> i32
    let kk = load(1);
//      ^? impl Future<Output = String>
    let ll = async { 1 };
//      ^? async block
    let mm = Song { title: "a" };
//      ^? Song<'_>
    let nn = Shape::Round(1.0);
//      ^? Shape
    let oo = shop::Item(3u16);
//      ^? Item<u16>
    let pp: Box<dyn Price> = Box::new(1u8);
//      ^? Box<dyn Price>
    let qq = Ring { all: [1, 2, 3] };
//      ^? Ring<i32, 3>
    let rr = 0..10;
//      ^? Range<i32>
    let ss = "a,b".split(',');
//      ^? Split<'_, char>
    let tt: Cow<str> = Cow::Borrowed("a");
//      ^? Cow<'_, str>
    let uu = &raw const a;
//      ^? *const i32
    let vv = std::thread::spawn(|| 3);
//      ^? JoinHandle<i32>
    let ww = k.into_iter();
//      ^? IntoIter<i32>
    let xx = [1, 2].into_iter();
//      ^? IntoIter<i32, 2>
    let yy: Weak<i32> = Weak::new();
//      ^? Weak<i32>
    let zz = Cell::new(Some("a"));
//      ^? Cell<Option<&str>>
    let ab = t.borrow();
//      ^? Ref<'_, Vec<u8>>
    let ac = "abc".chars().rev();
//      ^? Rev<Chars<'_>>
    let ad = std::mem::take(&mut vec![String::new()]);
//      ^? Vec<String>
    let ae: [[u16; 3]; 2] = [[0; 3]; 2];
//      ^? [[u16; 3]; 2]
    let af: &[&str] = &["a"];
//      ^? &[&str]
    let ag: Option<&mut String> = None;
//      ^? Option<&mut String>
    let ah: for<'x> fn(&'x str) -> &'x str = |x| x;
//      ^? fn(&str) -> &str
    let ai: &(dyn Display + Sync) = &1;
//      ^? &(dyn Display + Sync)
    let aj = w.entry(String::new());
//      ^? Entry<'_, String, Vec<u8>>
    let ak = <u8 as std::str::FromStr>::from_str("1");
//      ^? Result<u8, ParseIntError>
    let al: Vec<Box<dyn FnMut(&str) -> bool + Send + 'static>> = Vec::new();
//      ^? Vec<Box<dyn FnMut(&str) -> bool + Send>>
    let am = 5usize..=6;
//      ^? RangeInclusive<usize>
    let an: &'static str = "x";
//      ^? &str
    struct Inner; let ao = Inner;
    let ap = || h.len();
//      ^? closure
    let aq: std::pin::Pin<Box<dyn Future<Output = u8>>> = Box::pin(async { 1u8 });
//      ^? Pin<Box<dyn Future<Output = u8>>>
}
