//@ compiles
use std::mem::size_of;

fn main() {
    println!("photo     {}", size_of::<[u8; 4096]>());
    println!("boxed     {}", size_of::<Box<[u8; 4096]>>());
    println!("reference {}", size_of::<&[u8; 4096]>());
    println!("optional  {}", size_of::<Option<Box<[u8; 4096]>>>());
    println!("slice     {}", size_of::<Box<[u8]>>());
    println!("dyn       {}", size_of::<Box<dyn Fn()>>());
}
