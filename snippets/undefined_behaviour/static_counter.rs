//@[2021] compiles
//@[2024] error
static mut SOLD: u32 = 0;

fn main() {
    let sold = unsafe { &mut SOLD }; //[2021]~ WARN static_mut_refs
    *sold += 1; //[2024]~^ ERROR static_mut_refs
    println!("{sold}");
}
