//@ error E0499
// What several things on one line are said to do, in which order and on which paths; which closure of two is meant.
struct Node { name: String, kids: Vec<Node>, next: Option<Box<Node>> }

struct Square(f64);

fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C {
    move |x| g(f(x))
}

fn nested(prefix: String) -> impl FnOnce(i32) -> Box<dyn Fn(i32) -> String> {
    move |x: i32| Box::new(move |y: i32| {
        let sum = x + y;
        format!("{prefix}{sum}")
    })
}

fn boxed(whole: bool) -> Box<dyn Fn() -> f64> {
    let square = Square(1.0);
    let side: Box<Square> = if whole { Box::new(square) } else { Box::new(Square(square.0)) };
    Box::new(move || side.0)
}

fn pointers() {
    let mut n = 1;
    let p = &raw mut n;
    unsafe { *p += 1; let q = p.add(0); *q = 3; let r = &mut *p; *r = 4; }
}

fn parts(pair: (String, String), first: bool) {
    if first {
        drop(pair.0);
    } else {
        drop(pair);
    }
    println!("{first}");
}

fn choose(bytes: Vec<u8>, spare: &mut Vec<u8>, empty: bool) -> usize {
    let (count, kept) = (spare.len(), if empty { bytes } else { spare.split_off(0) });
    count + kept.len()
}

fn drain(mut names: Vec<String>, done: &mut Vec<String>) {
    while !names.is_empty() && done.len() < 10 {
        done.extend(names.pop());
    }
}

impl Node {
    fn rename(&mut self, f: &mut dyn FnMut(&mut String)) {
        f(&mut self.name);
        for kid in &mut self.kids { kid.rename(f); }
    }
    fn walk(&self) -> Vec<&Node> { vec![self] }
    fn end(self) {
        drop(self.name);
        if let Some(next) = self.next { next.end(); }
    }
    fn first_kid(&mut self) -> Option<&mut Node> { self.kids.first_mut() }
    fn all(&mut self) -> Vec<&mut Node> {
        let mut found = vec![];
        while let Some(kid) = self.first_kid() { found.push(kid); } //~ E0499
        found
    }
}

async fn tick() {}

async fn lengths(names: Vec<String>) -> usize {
    let n = names.len();
    let sizes: Vec<_> = names.into_iter().map(|n| async move { tick().await; n.len() }).collect();
    sizes.len() + n
}

fn main() {}
