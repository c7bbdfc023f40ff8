//@ error E0382
fn main() {
    let days = 1..4;
    for day in days {
        println!("day {day}");
    }
    println!("{} days", days.count()); //~ E0382
}
