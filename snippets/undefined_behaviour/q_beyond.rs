//@ panics
fn main() {
    let timetable = vec![4, 9, 12];
    let stop = timetable.len();
    println!("{}", timetable[stop]);
}
