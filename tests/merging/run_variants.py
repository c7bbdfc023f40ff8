"""Programs whose run could tell company, or whose types could be settled by it: more of what `variants` has.

They are tried in the long run alone, since each costs a rustc by itself.
"""

from __future__ import annotations

from tests.merging.variants import main

PANICS_TWICE = 'struct D;\nimpl Drop for D { fn drop(&mut self) { panic!("second"); } }\n' + main(
    'let _d = D; panic!("first");'
)
RUN_VARIANTS = {
    "drop of a thread local": 'struct D;\nimpl Drop for D { fn drop(&mut self) { println!("gone"); } }\nthread_local! { static T: D = const { D } }\n'
    + main('std::thread::spawn(|| T.with(|_| println!("in"))).join().unwrap(); T.with(|_| ());'),
    "print without newline at exit": main('print!("no end");'),
    "print then exit": main('print!("kept?"); std::process::exit(0);'),
    "print then abort": main('print!("lost"); std::process::abort();'),
    "exit in a thread": main(
        'std::thread::spawn(|| std::process::exit(0)); std::thread::sleep(std::time::Duration::from_secs(2)); println!("late");'
    ),
    "exit codes 0": "fn main() -> std::process::ExitCode { std::process::ExitCode::from(0) }\n",
    "exit codes 7": "fn main() -> std::process::ExitCode { std::process::ExitCode::from(7) }\n",
    "result err with a Display": "#[derive(Debug)]\nstruct E;\nfn main() -> Result<(), E> { Err(E) }\n",
    "result ok code": "fn main() -> Result<std::process::ExitCode, String> { Ok(std::process::ExitCode::SUCCESS) }\n",
    "panic in drop": 'struct D;\nimpl Drop for D { fn drop(&mut self) { panic!("in drop"); } }\n' + main("let _d = D;"),
    "panic while panicking": PANICS_TWICE,
    "panic in a thread": main('let t = std::thread::spawn(|| panic!("t")); println!("{}", t.join().is_err());'),
    "panic in a named thread": main(
        'let t = std::thread::Builder::new().name("n".into()).spawn(|| panic!("t")).unwrap(); t.join().unwrap();'
    ),
    "name of the main thread": main('println!("{:?}", std::thread::current().name());'),
    "id of a thread": main('println!("{:?}", std::thread::current().id());'),
    "stack overflow": "fn f(n: u64) -> u64 { if n == 0 { 0 } else { f(n + 1) + 1 } }\n" + main('println!("{}", f(1));'),
    "parallelism": main('println!("{}", std::thread::available_parallelism().is_ok());'),
    "catch_unwind payload": main(
        'let p = std::panic::catch_unwind(|| panic!("p{}", 1)).unwrap_err(); println!("{:?}", p.downcast_ref::<String>());'
    ),
    "resume unwind": main("std::panic::resume_unwind(Box::new(3));"),
    "post-mono error by const": "struct A<const N: usize>;\nimpl<const N: usize> A<N> { const X: usize = 1 / N; }\nfn f<const N: usize>() -> usize { A::<N>::X }\n"
    + main('println!("{}", f::<0>());'),
    "post-mono error shared with std": main(
        'let a: [u8; 0] = []; println!("{:?}", a.chunks(1).next()); let x = [1u8; 4]; println!("{:?}", x.as_chunks::<0>());'
    ),
    "const eval limit": "const C: u32 = { let mut i = 0; while i < 2_500_000 { i += 1; } i };\n"
    + main('println!("{C}");'),
    "trait by import": "mod a { pub trait T { fn n(&self) -> u8 { 1 } } impl T for u8 {} }\nmod b { pub trait T { fn n(&self) -> u8 { 2 } } impl T for u8 {} }\n"
    + main('use a::T as _; use b::T as _; println!("{}", 1u8.n());'),
    "trait in a block": "mod a { pub trait T { fn n(&self) -> u8 { 1 } } impl T for u8 {} }\n"
    + main('{ use a::T; println!("{}", 1u8.n()); } println!("{}", 2u8.n());'),
    "orphan": "impl From<u8> for String { fn from(_: u8) -> String { String::new() } }\n" + main(),
    "blanket overlap": "trait T {}\nimpl<X: Copy> T for X {}\nimpl T for String {}\n" + main('println!("x");'),
    "overlap upstream may add": "trait T {}\nimpl<X: std::fmt::Display> T for X {}\nimpl T for Vec<u8> {}\n" + main(),
    "sum of floats": main('println!("{}", [0.1f64, 0.2, 0.3].iter().sum::<f64>());'),
    "overflow at run": main('let x: u8 = "255".parse().unwrap(); println!("{}", x + 1);'),
    "index at run": main('let v = vec![1]; let i = v.len() + 3; println!("{}", v[i]);'),
    "unwrap none": main("let v: Vec<u8> = Vec::new(); v.first().unwrap();"),
    "expect err": main('"x".parse::<u8>().expect("a number");'),
    "size of a closure": main(
        'let s = String::new(); let f = move || s.len(); println!("{}", std::mem::size_of_val(&f));'
    ),
    "alignment": "struct S(u8, u64, u8);\n"
    + main('println!("{} {}", std::mem::size_of::<S>(), std::mem::align_of::<S>());'),
    "hash of a value": "use std::hash::{DefaultHasher, Hash, Hasher};\n"
    + main('let mut h = DefaultHasher::new(); "a".hash(&mut h); println!("{}", h.finish());'),
    "hash of a discriminant": "use std::hash::{DefaultHasher, Hash, Hasher};\n#[derive(Hash)]\nenum E { A, B }\n"
    + main('let mut h = DefaultHasher::new(); E::B.hash(&mut h); let _ = E::A; println!("{}", h.finish());'),
    "debug of a discriminant": "enum E { A, B }\n"
    + main('println!("{:?} {:?}", std::mem::discriminant(&E::A), std::mem::discriminant(&E::B));'),
    "debug of a closure result": main('println!("{:?}", std::iter::from_fn(|| Some(1)));'),
    "debug of Map": main('println!("{:?}", [1].iter().map(|x| x + 1));'),
    "debug of iter successors": main('println!("{:?}", std::iter::successors(Some(1), |x| Some(x + 1)));'),
    "debug of a Box dyn Any": main('let b: Box<dyn std::fmt::Debug> = Box::new(1); println!("{b:?}");'),
    "debug of a Weak": main('println!("{:?}", std::rc::Weak::<u8>::new());'),
    "debug of a Mutex poisoned": main(
        'let m = std::sync::Arc::new(std::sync::Mutex::new(1)); let n = m.clone(); let _ = std::thread::spawn(move || { let _g = n.lock(); panic!() }).join(); println!("{m:?}");'
    ),
    "debug of channel": main('let (a, b) = std::sync::mpsc::channel::<u8>(); println!("{a:?} {b:?}");'),
    "debug of a thread": main('println!("{:?}", std::thread::current());'),
    "debug of Instant-free duration": main('println!("{:?}", std::time::Duration::from_millis(1500));'),
    "static with interior": "use std::sync::OnceLock;\nstatic S: OnceLock<String> = OnceLock::new();\n"
    + main('println!("{}", S.get_or_init(|| "a".into()));'),
    "static mutex": "use std::sync::Mutex;\nstatic S: Mutex<Vec<u8>> = Mutex::new(Vec::new());\n"
    + main('S.lock().unwrap().push(1); println!("{:?}", S.lock().unwrap());'),
    "same static name A": "use std::sync::atomic::{AtomicU8, Ordering};\nstatic N: AtomicU8 = AtomicU8::new(5);\n"
    + main('println!("{}", N.fetch_add(1, Ordering::SeqCst));'),
    "promoted equal": main(
        "let a: &" + "'static [u8] = &[1,2,3]; let b: &'static [u8] = &[1,2,3]; println!(\"{}\", std::ptr::eq(a, b));"
    ),
    "rc ptr_eq": main('let a = std::rc::Rc::new(1); println!("{}", std::rc::Rc::ptr_eq(&a, &a.clone()));'),
    "fn items equal": main('fn f() {} fn g() {} let a: [fn(); 2] = [f, g]; println!("{}", a[0] == a[1]);'),
    "str const ptr eq": 'const A: &str = "same text";\nconst B: &str = "same text";\n'
    + main('println!("{}", std::ptr::eq(A, B));'),
    "zero sized eq": main('struct Z; let (a, b) = (Z, Z); println!("{}", std::ptr::eq(&a, &b));'),
    "vtable eq": "trait T {}\nimpl T for u8 {}\n"
    + main('let x = 1u8; let a: &dyn T = &x; let b: &dyn T = &x; println!("{}", std::ptr::eq(a, b));'),
    "expect attr": "#[expect(unused)]\nfn f() {}\n" + main(),
    "deny in fn": "#[deny(unused_must_use)]\nfn f() { Ok::<u8, u8>(1); }\n" + main("f();"),
    "cfg debug": main('println!("{}", cfg!(debug_assertions));'),
    "cfg panic": main('println!("{}", cfg!(panic = "unwind"));'),
    "line in panic of closure": main("let f = |x: Option<u8>| x.unwrap();\n    f(None);"),
    "assert message": main('let a = 1; assert_eq!(a, 2, "the {} differ", "numbers");'),
    "unreachable pattern": main('match 1u8 { 0..=255 => println!("x"), _ => println!("y") }'),
    "inference by neighbours": main('let x = "5".parse().unwrap_or_default(); let y: u8 = x; println!("{y}");'),
    "ambiguous sum": main('let s = [1u8].iter().map(|x| *x).sum(); println!("{s}");'),
    "into ambiguous": main('let s: String = "a".into(); println!("{}", s + &"b".into());'),
    "as_ref ambiguous": main('let s = String::from("a"); println!("{}", s.as_ref().len());'),
    "index by type": main('let v = vec![1]; let i = "0".parse().unwrap(); println!("{}", v[i]);'),
    "add ambiguous": main('println!("{}", 1u32 + "2".parse().unwrap());'),
    "eq ambiguous": main('println!("{}", 1u32 == "1".parse().unwrap());'),
    "extend ambiguous": "struct P(u8);\nimpl PartialEq<P> for u8 { fn eq(&self, o: &P) -> bool { *self == o.0 } }\n"
    + main('println!("{}", 1u8 == P(1));'),
    "own Add for P on u32": "struct P(u32);\nimpl std::ops::Add<u32> for P { type Output = u32; fn add(self, o: u32) -> u32 { self.0 + o } }\n"
    + main('println!("{}", P(1) + 2);'),
    "generic over own FromStr": "struct P;\nimpl std::str::FromStr for P { type Err = (); fn from_str(_: &str) -> Result<P, ()> { Ok(P) } }\n"
    + main('let p: P = "x".parse().unwrap(); let _ = p; println!("ok");'),
    "own Borrow": 'struct P;\nimpl std::borrow::Borrow<str> for P { fn borrow(&self) -> &str { "p" } }\n'
    + main('use std::borrow::Borrow; let s: &str = P.borrow(); println!("{s}");'),
    "own AsRef on P": 'struct P;\nimpl AsRef<str> for P { fn as_ref(&self) -> &str { "p" } }\n'
    + main('println!("{}", P.as_ref().len());'),
    "own FromIterator": "struct P(usize);\nimpl FromIterator<u8> for P { fn from_iter<I: IntoIterator<Item = u8>>(i: I) -> P { P(i.into_iter().count()) } }\n"
    + main('let p: P = [1u8, 2].into_iter().collect(); println!("{}", p.0);'),
    "own Sum": "struct P(u8);\nimpl std::iter::Sum<u8> for P { fn sum<I: Iterator<Item = u8>>(i: I) -> P { P(i.fold(0, |a, b| a + b)) } }\n"
    + main('let p: P = [1u8, 2].into_iter().sum(); println!("{}", p.0);'),
}
