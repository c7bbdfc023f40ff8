//@ compiles
async fn work(s: &str) -> usize { s.len() }
async fn run() -> usize {
    let s = String::from("abc");
    let f = work(&s);
    let n = f.await;
    let m = { let t = s; t.len() };
    n + m
}
fn main() { let _ = run(); }
