//@ error
static mut SOLD: u32 = 0;

fn main() {
    unsafe {
        let sold = &mut SOLD; //~ ERROR static_mut_refs
        *sold += 1;
        println!("{sold}");
    }
}
