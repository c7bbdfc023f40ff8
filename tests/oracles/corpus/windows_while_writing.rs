//@ error E0502
fn main() {
    let mut heights = [1, 5, 2];
    for pair in heights.windows(2) {
        if pair[0] > pair[1] {
            heights.swap(0, 1); //~ E0502
        }
    }
    let last = heights.last().unwrap();
    heights.fill(*last); //~ E0502
    let low = heights.iter().min();
    heights.reverse(); //~ E0502
    println!("{low:?} {heights:?}");
}
