//@ error E0502
fn main() {
    let mut timetable = vec![4, 9, 12];
    let first = &timetable[0];
    timetable.clear(); //~ E0502
    println!("{first}");
}
