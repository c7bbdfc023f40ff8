//@ compiles
//@ fixes pushed_while_read
fn main() {
    let mut scores = vec![7, 9, 4];
    let best = 1;
    scores.push(10);
    println!("{}", scores[best]);
}
