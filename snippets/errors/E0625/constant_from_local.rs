//@ error E0658 E0625
#[thread_local] //~ E0658
static LEVEL: u32 = 3;

const NOW: u32 = LEVEL; //~ E0625

fn main() {
    println!("{NOW}");
}
