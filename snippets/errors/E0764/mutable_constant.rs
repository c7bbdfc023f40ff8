//@ error E0764
const SCRATCH: &mut u32 = &mut 3; //~ E0764

fn main() {
    *SCRATCH = 4;
}
