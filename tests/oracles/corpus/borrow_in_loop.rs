//@ compiles
fn main() {
    let mut v = vec![String::from("a"), String::from("bb")];
    let mut longest = String::new();
    for s in &v {
        if s.len() > longest.len() {
            longest = s.clone();
        }
    }
    for s in &mut v {
        s.push('.');
    }
    v.clear();
    println!("{longest}");
}
