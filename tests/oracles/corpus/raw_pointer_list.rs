//@ compiles
struct Buffer {
    data: *mut u8,
    size: usize,
}

impl Buffer {
    fn new(bytes: Vec<u8>) -> Buffer {
        let mut boxed = bytes.into_boxed_slice();
        let buffer = Buffer { data: boxed.as_mut_ptr(), size: boxed.len() };
        std::mem::forget(boxed);
        buffer
    }
    fn get(&self, index: usize) -> Option<u8> {
        if index < self.size { Some(unsafe { *self.data.add(index) }) } else { None }
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let slice = std::ptr::slice_from_raw_parts_mut(self.data, self.size);
        drop(unsafe { Box::from_raw(slice) });
    }
}

fn main() {
    let buffer = Buffer::new(vec![7, 8]);
    println!("{:?} {:?}", buffer.get(1), buffer.get(2));
    let mut value = 1;
    let pointer = &raw mut value;
    unsafe { pointer.write(*pointer + 1) };
    println!("{value}");
}
