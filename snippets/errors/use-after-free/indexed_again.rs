//@ compiles
//@ fixes vector_grew
fn main() {
    let mut scores = vec![7, 9];
    scores.reserve(1_000);
    println!("{}", scores[0]);
}
