//@ compiles
fn main() {
    let mut v: Vec<i32> = Vec::new();
    for i in 0..5 {
        v.push(i * 10);
    }
    let first = v[0];
    v.reserve(20);
    v.shrink_to_fit();
    println!("{first} {}", v.len());
}
