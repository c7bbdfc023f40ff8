//@ compiles
fn main() {
    let mut marks = [5, 1, 4];
    let (low, high) = marks.split_at_mut(1);
    low[0] += high[1];
    high[0] = low[0];
    println!("{marks:?}");
    let mut words = vec![String::from("a"), String::from("b")];
    if let Some((last, others)) = words.split_last_mut() {
        last.push_str(&others[0]);
    }
    println!("{words:?}");
}
