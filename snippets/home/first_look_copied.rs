//@ compiles
//@ fixes first_look
fn main() {
    let mut scores = vec![90, 85, 77];
    let best = scores[0];
    scores.push(100);
    println!("best so far: {best}");
}
