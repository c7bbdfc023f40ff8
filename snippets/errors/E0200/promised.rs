//@ compiles
//@ fixes safe_for_unsafe
struct Handle(*mut u32);

// SAFETY: whoever holds a handle is the only one who uses it.
unsafe impl Send for Handle {}

fn main() {
    println!("{}", Handle(std::ptr::null_mut()).0.is_null());
}
