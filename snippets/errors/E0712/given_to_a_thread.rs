//@ error E0658 E0712
#[thread_local] //~ E0658
static LEVEL: u32 = 3;

fn level() -> &'static u32 {
    &LEVEL //~ E0712
}

fn main() {
    println!("{}", level());
}
