//@ compiles
//@ fixes q_range
fn main() {
    let days = 1..4;
    for day in days.clone() {
        println!("day {day}");
    }
    println!("{} days", days.count());
}
