//@ error E0200
struct Handle(*mut u32);

impl Send for Handle {} //~ E0200

fn main() {
    println!("{}", Handle(std::ptr::null_mut()).0.is_null());
}
