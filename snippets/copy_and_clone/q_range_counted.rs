//@ compiles
//@ fixes q_range
fn main() {
    let days = 1..4;
    let count = days.len();
    for day in days {
        println!("day {day}");
    }
    println!("{count} days");
}
