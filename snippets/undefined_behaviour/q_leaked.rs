//@ compiles
//@ heap allocs=1 leaked=1
fn main() {
    let timetable = vec![4, 9, 12];
    std::mem::forget(timetable);
    println!("never freed");
}
